"""What runs on AWS keeps to the rules of this house; bandit's are looked at by ruff."""

import pytest

from infra.cdk.services import FUNCTIONS, KERNEL, ROOT
from tests.contracts.house_rules import findings

FILES = sorted(file for folder in (FUNCTIONS, KERNEL) for file in folder.rglob("*.py"))
PRINTING = "observability.py"


@pytest.mark.parametrize(
    "line",
    [
        "eval(text)",
        "print(call.path)",
        "exec(compile(text, '', 'exec'))",
        "__import__(name)",
        "logger('x').info('asked', body=call.input)",
        "logger('x').warning(f'got {event}')",
        "logger('x').error('refused', extra={'h': call.headers})",
        "this.properties['asked'] = call.raw_body",
        "requests.get(url, verify=False)",
        "jwt.decode(token, options={'verify_signature': False})",
        "jwt.decode(token, options={'verify_exp': True, 'verify_signature': False})",
        "context.verify_mode = ssl.CERT_NONE",
        "ssl._create_unverified_context()",
        "subprocess.run(command, shell=True)",
        "subprocess.run(command, shell=wanted)",
        "table.query(KeyConditionExpression=f'pk = {key}')",
        "table.query(KeyConditionExpression='pk = ' + key)",
        "table.query(KeyConditionExpression='pk = %s' % key)",
        "scan({'TableName': name, 'FilterExpression': 'pk = {}'.format(key)})",
        "client.execute_statement(Statement=f'SELECT * FROM {name}')",
    ],
)
def test_what_is_against_a_rule_is_found(line: str) -> None:
    assert findings(line)


@pytest.mark.parametrize(
    "line",
    [
        "re.compile(text)",
        "logger('x').error('violation', invariant=violation.invariant)",
        "this.properties['tokens'] = len(words)",
        "table.query(KeyConditionExpression='pk = :pk', ExpressionAttributeValues={':pk': key})",
        "subprocess.run(command, shell=False)",
        "jwt.decode(token, options={'verify_exp': False, 'require': ['exp']})",
    ],
)
def test_what_is_not_is_let_be(line: str) -> None:
    assert findings(line) == []


def test_nothing_that_runs_on_aws_is_against_a_rule() -> None:
    read = [file for file in FILES if file.name != PRINTING]
    found = {str(file.relative_to(ROOT)): findings(file.read_text()) for file in read}
    assert {name: said for name, said in found.items() if said} == {}
    assert len(FILES) > 300
