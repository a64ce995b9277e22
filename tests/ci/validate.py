"""Validates a report by a schema: validate.py SCHEMA REPORT. Ends with 1 and says what is wrong where it is not valid."""

import json
import sys


def json_mistakes(schema_path, report_path):
    import jsonschema

    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    with open(report_path, encoding="utf-8") as file:
        report = json.load(file)
    # The schema that rdjson has names no draft; it is written for draft 7.
    kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft7Validator)
    return [f"{error.json_path}: {error.message[:300]}" for error in kind(schema).iter_errors(report)]


def xml_mistakes(schema_path, report_path):
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(schema_path))
    schema.validate(etree.parse(report_path))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def main(schema_path, report_path):
    mistakes = (xml_mistakes if schema_path.endswith(".xsd") else json_mistakes)(schema_path, report_path)
    print("\n".join(mistakes))
    return 1 if mistakes else 0


sys.exit(main(*sys.argv[1:]))
