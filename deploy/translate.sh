#!/bin/sh
# Extract the Indonesian sentences, bring the English and Korean catalogues up to date and compile them.
# Run from anywhere after words have changed; fill the empty msgstr in messages.po and run once more.
set -eu
cd "$(dirname "$0")/.."
pybabel=${PYBABEL:-.venv/bin/pybabel}
catalogues=serang/translations
"$pybabel" -q extract -F $catalogues/babel.cfg -k lazy -k lazy_gettext -k lambda_text --no-wrap --sort-output --no-location \
  --omit-header -o $catalogues/messages.pot .
"$pybabel" -q update -i $catalogues/messages.pot -d $catalogues --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date
"$pybabel" -q compile -d $catalogues
