"""Corpus builder for the Wikipedia-relations task (54 relations and ``no_relation``).

Needs only the standard library, so that a corpus can be built before PyTorch is installed.
Run ``python -m entitybias.corpus.build`` first, then ``python -m entitybias.corpus.ood``.
"""
