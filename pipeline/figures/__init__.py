"""Are the numbers in a text the numbers in its source?

Read in this order: `glyphs` (odd characters made plain, offsets kept), `numbers` and `units`
(characters to values), `decoys` (names that hold digits), `scan` (text to figures), `cues` (what a
figure says and of whom), `facts` (mentions of one figure gathered), `reading` (text to Source),
`match` (one figure against the source), `derive` (the closed list of derivations), `claims` (words
that say more than the source), `arithmetic` (the source against itself), `check` (the front door).

Pure: no clock, no network, no settings, no model.
"""
