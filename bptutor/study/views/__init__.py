"""What panels are shown: small frozen values made from a state, with names, texts and status ready."""
