"""What surrounds quoted words in the evidence: who says them in which act of speaking, and what stands over them.

The order is the order of the modules: :mod:`attribution` reads the narration beside a quotation, :mod:`utterances`
makes acts of speaking, :mod:`assertion` asks whether the words were said, :mod:`judgement` mends their sentence,
:mod:`frames` says whether what a draft leaves out of it may matter, and :mod:`contrary` what else speaks against them.
"""
