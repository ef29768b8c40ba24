"""Entities and relations found together in plain text: SpERT (Eberts and Ulges 2020) and SpERT.MT (arXiv 2309.09713)."""
