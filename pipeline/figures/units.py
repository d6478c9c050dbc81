"""The units a number may wear, as one table: how it is written to what it is called."""

import re

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

DURATIONS = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour",
    "hr": "hour", "day": "day", "night": "night", "week": "week", "wk": "week", "month": "month",
    "mo": "month", "quarter": "quarter", "year": "year", "yr": "year", "decade": "decade",
    "century": "century",
}  # fmt: skip

MEASURES = {
    "mg/m2": "mg/m2", "mg/m²": "mg/m2", "mg/kg/day": "mg/kg/day", "mg/kg": "mg/kg",
    "mg/dl": "mg/dL", "mg/l": "mg/L", "mg/day": "mg/day", "mg/ml": "mg/mL", "g/dl": "g/dL",
    "g/l": "g/L", "ng/ml": "ng/mL", "pg/ml": "pg/mL", "ug/ml": "µg/mL", "µg/ml": "µg/mL",
    "mmol/l": "mmol/L", "mmol/mol": "mmol/mol", "umol/l": "µmol/L", "µmol/l": "µmol/L",
    "nmol/l": "nmol/L", "pmol/l": "pmol/L", "iu/l": "IU/L", "iu/ml": "IU/mL", "u/l": "U/L",
    "cells/kg": "cells/kg", "car t cells/kg": "cells/kg", "cells/ul": "cells/µL", "/kg": "/kg",
    "kg/m2": "kg/m2", "kg/m²": "kg/m2", "ml/min": "mL/min", "mmhg": "mmHg", "mm hg": "mmHg",
    "milligrams": "mg", "milligram": "mg", "mg": "mg", "µg": "µg", "mcg": "µg", "ug": "µg",
    "ng": "ng", "kilograms": "kg", "kilogram": "kg", "kilos": "kg", "kg": "kg", "grams": "g",
    "g": "g", "ml": "mL", "litres": "L", "liters": "L", "litre": "L", "liter": "L", "iu": "IU",
    "mm": "mm", "cm": "cm", "km/h": "km/h", "km": "km", "kilometres": "km", "kilometers": "km",
    "metres": "m", "meters": "m", "metre": "m", "meter": "m", "miles per hour": "mph",
    "miles": "mile", "mile": "mile", "mph": "mph", "feet": "foot", "foot": "foot", "ft": "foot",
    "inches": "inch", "inch": "inch", "yards": "yard", "yard": "yard", "pounds": "pound",
    "lbs": "pound", "lb": "pound", "stone": "stone", "tonnes": "tonne", "tonne": "tonne",
    "tons": "ton", "ton": "ton", "acres": "acre", "acre": "acre", "hectares": "hectare",
    "barrels": "barrel", "ghz": "GHz", "mhz": "MHz", "khz": "kHz", "hz": "Hz", "kwh": "kWh",
    "mwh": "MWh", "mw": "MW", "gw": "GW", "kw": "kW", "gb": "GB", "mb": "MB", "tb": "TB",
    "°c": "°C", "°f": "°F", "° c": "°C", "degrees celsius": "°C", "degrees fahrenheit": "°F",
    "degrees": "degree", "mmol": "mmol", "ms": "ms",
}  # fmt: skip

CURRENCY_SIGNS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "hk$": "HKD", "s$": "SGD",
    "nz$": "NZD", "nt$": "TWD", "r$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "usd": "USD", "eur": "EUR", "gbp": "GBP", "aud": "AUD", "cad": "CAD",
    "chf": "CHF", "jpy": "JPY", "cny": "CNY", "rmb": "CNY", "hkd": "HKD", "sek": "SEK",
    "dkk": "DKK", "nok": "NOK", "inr": "INR", "rs": "INR",
}  # fmt: skip
CURRENCY_WORDS = {
    "us dollars": "USD", "dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR",
    "pounds sterling": "GBP", "sterling": "GBP", "yen": "JPY", "yuan": "CNY", "rupees": "INR",
    "francs": "CHF", "usd": "USD", "eur": "EUR", "gbp": "GBP", "aud": "AUD", "cents": "cent",
    "cent": "cent", "pence": "penny", "€": "EUR", "£": "GBP", "$": "USD",
}  # fmt: skip


def one_of(names: dict[str, str]) -> str:
    """A pattern that matches any of the names, longest first."""
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))


DURATION_WORD = "(?:" + "|".join(sorted(DURATIONS, key=len, reverse=True)) + ")"
MONTH_WORD = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
SCALE_WORD = r"(?:hundred|thousand|million|billion|trillion|mln|bln|bn|tn|mn|crore|lakh)"

IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
    "deaths": "death", "lives": "life", "wives": "wife", "mice": "mouse", "countries": "country",
}  # fmt: skip


def singular(noun: str) -> str:
    """A noun's comparable form: `patients` is `patient`, `countries` is `country`.

    Rough on purpose: it only has to send the two forms of one word to the same key.
    """
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if len(noun) > 4 and noun.endswith("ies"):
        return noun[:-3] + "y"
    if len(noun) > 4 and noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
