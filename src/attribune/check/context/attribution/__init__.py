"""The closed grammar of an attribution: what may stand beside a verb of saying without making the words another's."""
