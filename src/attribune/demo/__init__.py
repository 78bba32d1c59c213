"""An invented story in seven versions, and a draft with wrong quotations: what ``./run demo`` shows."""
