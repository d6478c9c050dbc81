"""The units a number may wear, as one table: how it is written to what it is called."""

import re
from collections.abc import Iterable
from decimal import Decimal

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

DURATIONS = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour",
    "hr": "hour", "h": "hour", "day": "day", "night": "night", "week": "week", "wk": "week",
    "month": "month", "mo": "month", "quarter": "quarter", "year": "year", "yr": "year",
    "decade": "decade", "century": "century",
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
    "degrees": "degree", "degree": "degree", "℃": "°C", "mmol": "mmol", "ms": "ms", "ns": "ns",
    "mg/m 2": "mg/m2", "kg/m 2": "kg/m2", "mm2": "mm2", "mm²": "mm2", "cm2": "cm2", "cm²": "cm2",
    "m2": "m2", "m²": "m2", "m3": "m3",
    "m³": "m3", "mm3": "mm3", "mm³": "mm3", "cm3": "cm3", "cm³": "cm3", "km2": "km2",
    "km²": "km2", "sq km": "km2", "square kilometres": "km2", "square kilometers": "km2",
    "square miles": "square mile", "square mile": "square mile", "sq mi": "square mile",
    "square feet": "square foot", "square foot": "square foot", "sq ft": "square foot",
    "square metres": "m2", "square meters": "m2", "cubic metres": "m3", "cubic meters": "m3",
    "m/s": "m/s", "km/hr": "km/h", "kmph": "km/h", "kph": "km/h", "kilometre": "km",
    "kilometer": "km", "kms": "km", "centimetres": "cm", "centimeters": "cm", "centimetre": "cm",
    "centimeter": "cm", "millimetres": "mm", "millimeters": "mm", "millimetre": "mm",
    "millimeter": "mm", "micrograms": "µg", "microgram": "µg", "gram": "g", "mls": "mL",
    "millilitres": "mL", "milliliters": "mL", "millilitre": "mL", "milliliter": "mL",
    "gallons": "gallon", "gallon": "gallon", "gal": "gallon", "pints": "pint", "pint": "pint",
    "quarts": "quart", "ounces": "ounce", "ounce": "ounce", "oz": "ounce", "cups": "cup",
    "cup": "cup", "tablespoons": "tablespoon", "tablespoon": "tablespoon", "tbsp": "tablespoon",
    "teaspoons": "teaspoon", "teaspoon": "teaspoon", "tsp": "teaspoon", "carats": "carat",
    "yds": "yard", "yd": "yard", "bushels": "bushel", "megawatts": "MW", "gigawatts": "GW",
    "kilowatts": "kW", "watts": "W", "gigabytes": "GB", "terabytes": "TB", "megabytes": "MB",
    "nautical miles": "nautical mile", "knots": "knot", "calories": "calorie", "kcal": "kcal",
    "atm": "atm", "bar": "bar", "mpa": "MPa", "kpa": "kPa", "hpa": "hPa", "rpm": "rpm",
    "mva": "MVA", "kva": "kVA", "volts": "V", "amps": "A", "metric tons": "tonne",
    "metric tonnes": "tonne", "metric ton": "tonne", "gwh": "GWh", "twh": "TWh",
    "kilowatt-hours": "kWh", "megawatt-hours": "MWh", "gigawatt-hours": "GWh",
    "nanomoles per litre": "nmol/L", "nanomoles per liter": "nmol/L",
    "millimoles per litre": "mmol/L", "millimoles per liter": "mmol/L",
    "micromoles per litre": "µmol/L", "micromoles per liter": "µmol/L",
    "milligrams per decilitre": "mg/dL", "milligrams per deciliter": "mg/dL",
    "grams per decilitre": "g/dL", "grams per deciliter": "g/dL",
    "milligrams per kilogram": "mg/kg", "terawatt-hours": "TWh",
    "kilowatt hours": "kWh", "megawatt hours": "MWh",
    "gigawatt hours": "GWh", "terawatt hours": "TWh", "terawatts": "TW",
}  # fmt: skip

CODES = {
    c: c.upper() for c in (
        "usd eur gbp aud cad chf jpy cny hkd sgd nzd sek dkk nok inr krw twd brl mxn zar ils aed "
        "sar qar kwd jod thb idr myr php vnd pkr bdt lkr pln czk huf uah rub kzt mnt ngn kes ghs "
        "egp clp ars"
    ).split()
} | {"rmb": "CNY", "cnh": "CNY"}  # fmt: skip
"""Currency codes of ISO 4217, those left out that are also English words (`all`, `try`, `top`)."""

CURRENCY_SIGNS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "hk$": "HKD", "s$": "SGD",
    "nz$": "NZD", "nt$": "TWD", "r$": "BRL", "mx$": "MXN", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₽": "RUB", "₺": "TRY", "฿": "THB",
    "₫": "VND", "₱": "PHP", "₦": "NGN", "₴": "UAH", "rs": "INR", "rs.": "INR",
    "rm": "MYR", "rp": "IDR",
} | CODES | {f"m{code}": name for code, name in CODES.items() if code in (
    "usd", "eur", "gbp", "sek", "dkk", "nok", "aud", "chf")}  # fmt: skip
"""What stands before an amount. `MSEK 60`, as Nordic reports print it, is millions."""

_MONEY_NAMES = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rupee": "INR", "franc": "CHF", "krona": "SEK", "kronor": "SEK", "krone": "DKK",
    "kroner": "DKK", "rand": "ZAR", "reais": "BRL", "peso": "MXN", "ruble": "RUB", "rouble": "RUB",
    "shekel": "ILS", "ringgit": "MYR", "baht": "THB", "rupiah": "IDR", "zloty": "PLN",
    "forint": "HUF", "lira": "TRY", "naira": "NGN", "dirham": "AED", "riyal": "SAR",
    "hryvnia": "UAH", "pound sterling": "GBP", "pounds sterling": "GBP", "sterling": "GBP",
    "pound": "GBP", "quid": "GBP", "cent": "cent", "pence": "penny", "penny": "penny",
    "us dollar": "USD", "american dollar": "USD", "canadian dollar": "CAD", "aussie dollar": "AUD",
    "australian dollar": "AUD", "hong kong dollar": "HKD", "singapore dollar": "SGD",
    "new zealand dollar": "NZD", "taiwan dollar": "TWD", "swiss franc": "CHF",
    "swedish krona": "SEK", "danish krone": "DKK", "norwegian krone": "NOK",
    "swedish kronor": "SEK", "danish kroner": "DKK", "norwegian kroner": "NOK",
    "indian rupee": "INR", "british pound": "GBP", "japanese yen": "JPY", "chinese yuan": "CNY",
}  # fmt: skip
CURRENCY_WORDS = (
    _MONEY_NAMES | {f"{name}s": unit for name, unit in _MONEY_NAMES.items()} | CODES
    | {f"m{code}": f"M{name}" for code, name in CODES.items() if code in (
        "usd", "eur", "gbp", "sek", "dkk", "nok", "aud", "chf")}
    | {"€": "EUR", "£": "GBP", "$": "USD", "us$": "USD"}
)  # fmt: skip
"""What stands behind an amount; `MUSD` is a million of them."""


def one_of(names: Iterable[str]) -> str:
    """A pattern that matches any of the names, the longer before the shorter.

    Common beginnings are written once, so that `re` leaves a word at its first wrong letter.
    """
    tails: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        tails.setdefault(name[:1], []).append(name[1:])
    ends_here = tails.pop("", None) is not None
    branches = [
        re.escape(head) + (one_of(rest) if any(rest) else "") for head, rest in tails.items()
    ]
    if len(branches) == 1 and not ends_here:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if ends_here else "")


DURATION_WORD = one_of(DURATIONS)
PLURAL = r"(?:s|(?<=-week)ly|(?<=-month)ly|(?<=-year)ly|(?<=-hour)ly)?"
"""What may end a word of duration: `six weeks`, `the six-weekly dose` (but `6 weekly doses`)."""
MONTH_WORD = one_of(MONTHS)
SCALE_WORD = (
    r"(?:hundred|thousand|million|billion|trillion|mln|bln|tln|trn|bn|tn|mn|mil|crore|lakh|lac)"
)

CURRENCY_RIGHT = re.compile(rf"[ -]?(?P<money>{one_of(CURRENCY_WORDS)})(?![a-z])")


def currency_named(word: str, value: Decimal, step: Decimal) -> str:
    """The currency that `word` behind an amount names; empty where it may be a weight.

    `300 pounds` weigh; `20m pounds` and `two million pounds`, with a scale, are money.
    """
    if word in ("pound", "pounds") and step < 1000 and value < 100_000:
        return ""
    return CURRENCY_WORDS[word]


GLUED_UNITS = (
    "st nd rd th s k m b t bn mn mm tn tln mln bln x l mg kg g ml mls oz mil mcg ug µg ng km cm am "
    "pm p pp bps h hr hrs min mins yr yrs mo fold ft mph kph kmph lb lbs gw mw kw kwh mwh gb mb "
    "tb hz mhz ghz khz d wk wks pct q iu mmhg mmol ms ns rpm atm mva kva mpa kpa m2 cm2 mm2 km2 m3 "
    "cm3 mm3 tonnes tons degrees gal °c °f percent pc rs rm musd meur mgbp msek mdkk mnok kcal sq "
    "usd eur cc"
).split() + list(CODES)
"""What may be glued to a number and leave it one: `5mg`, `42MYR`, `80tonnes`."""

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
