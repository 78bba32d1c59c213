"""Scenes for the bench ``answers``: fictional documents, and what an answer may say of them, right and wrong."""
