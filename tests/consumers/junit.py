"""Reads a JUnit file as its consumers do. Arguments: FILE TESTS FAILURES ERRORS.

Python's own XML parser is always used. Where `lxml` is installed and JUNIT_XSD names Jenkins'
schema (junit-10.xsd), the file must be valid by it; where `junitparser` is, it must read it.
What was not looked at is said on standard error; in CI (the variable CI is set) that's an error.
"""

import os
import sys
import xml.etree.ElementTree as tree

path, tests, failures, errors = sys.argv[1], *map(int, sys.argv[2:5])


def skipped(what):
    if os.environ.get("CI"):
        sys.exit(f"{what} is missing, and CI skips nothing")
    print(f"SKIPPED, LOUDLY: {what}", file=sys.stderr)


root = tree.parse(path).getroot()
assert root.tag == "testsuites", root.tag
assert int(root.get("tests")) == tests == len(root.findall(".//testcase"))
assert int(root.get("failures")) == failures == len(root.findall(".//testcase/failure"))
assert int(root.get("errors")) == errors == len(root.findall(".//testcase/error"))
for suite in root:
    assert int(suite.get("tests")) == len(suite.findall("testcase"))

try:
    from lxml import etree
except ImportError:
    etree = None
schema = os.environ.get("JUNIT_XSD")
if etree and schema:
    document = etree.parse(path)
    # Newer than that schema: nextest and pytest write the first, Surefire the others.
    del document.getroot().attrib["skipped"]
    for name in ("flakyFailure", "flakyError", "rerunFailure", "rerunError"):
        for element in document.findall(f".//{name}"):
            element.getparent().remove(element)
    etree.XMLSchema(etree.parse(schema)).assertValid(document)
else:
    skipped("Jenkins' schema (lxml and JUNIT_XSD)")

try:
    import junitparser
except ImportError:
    skipped("junitparser")
else:
    read = junitparser.JUnitXml.fromfile(path)
    assert (read.tests, read.failures, read.errors) == (tests, failures, errors), read
    assert sum(len(list(suite)) for suite in read) == tests
