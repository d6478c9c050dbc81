"""Are the numbers in a text the numbers in its source?

Strings in, values out; pure: no clock, no network, no settings, no model. Characters come first
here and the front door last; files import only from what stands before, and an import contract
in `pyproject.toml` holds them to it.

- Words: `word_lists` reads `lexicons/*.toml`, where plain lists stand with their sources.
- Characters: `glyphs` (odd ones made plain, offsets kept), `numbers` and `units` (to values),
  `hedges` (words that soften or bound), `intervals` (exact intervals of a proportion).
- Figures: `scan` finds them in one pass. It asks `decoys` (names that hold digits), `grammar` (a
  number in digits: `grammar_rates`, `grammar_amounts`, `grammar_times` over `grammar_base`),
  `wording` (a number in words, over `numerals` and `wording_numbers`) and `dates`; `found` cuts
  out what they read.
- What they say: `sentences` and `lexicon` (the field's words), `cues` and `roles` (what a figure
  says and of whom), `facts` (mentions of one figure gathered), `reading` (all of it: a text to a
  Source).
- Tables flattened into lines: `tables_lines` (a line to its cells), `tables_units` (a heading's
  unit), `tables` (found, with their headings), `headed` (what a cell measures) and `cells` (whose
  value a checked figure is).
- Series: whose words are whose where a sentence prints several values: `series` over
  `series_phrases`, `series_chains`, `series_groups` and `series_names`; `series_book` keeps it.
- Verdicts: `relate` (two numbers, by value alone); `derive`, `derive_compared` and `derive_changes`
  (the closed list of derivations); `conflict` (two roles), `support` (a value that is there);
  what speaks against it: `swaps` (a neighbour's value), `elsewhere` (words that lead to another),
  `better_places` over `place_words` (words that fit another far better),
  `bearings` (another trial, phase, year), `misattribution`, `denominators`, `overstatement`;
  `match` (one figure against its sources).
- Claims: `claims` (words that say more than the source) holds the table of rules, one file a
  family. Harm and benefit: `claims_health`, `claims_presence`, `claims_negatives`,
  `claims_results`, `claims_significance`. Events and plans: `claims_events`, `claims_planned`,
  `claims_pending`, `claims_told`. Ties and order: `claims_cause`, `claims_compared`,
  `claims_order`. Of how many: `claims_counted`, `claims_shares`. Names, speakers and where it
  comes from: `claims_names`, `claims_people`, `claims_swaps`, `claims_origin`. Kinds:
  `claims_kinds`, `claims_study`, `claims_advice`. Words turned round: `claims_turned`,
  `claims_opposites`, `claims_negation`, `claims_outcomes`. They stand over
  `claims_reading` (moods, places, findings), `claims_mentions` (where a source prints the text's
  figure) and `claims_surroundings` (what stands around a word); `claims_words`,
  `claims_events_words` and `claims_opposites_words` hold the words.
- The source against itself: `arithmetic`, over `arithmetic_reading`: `arithmetic_changes`,
  `arithmetic_conflicts`, `arithmetic_pairs`, `arithmetic_parts`, `arithmetic_patients`,
  `arithmetic_runs`, and the files beside them: groups, rates and shares (whole patients), rows
  and tables, lists and partitions (sums), money, prices, units and dates, precision (p values and
  intervals), and what is said twice: said, repeats, single, headline.
- `check` is the front door.
"""
