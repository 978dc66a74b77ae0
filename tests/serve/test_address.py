"""Where the office may be served."""

import pytest

from serang.serve import address


@pytest.mark.parametrize(
    "environ, expected",
    [
        ({}, ("127.0.0.1", 8000)),
        ({"SERANG_HOST": "", "SERANG_PORT": ""}, ("127.0.0.1", 8000)),
        ({"SERANG_HOST": "localhost", "SERANG_PORT": "8123"}, ("localhost", 8123)),
        ({"SERANG_HOST": "::1"}, ("::1", 8000)),
        ({"SERANG_HOST": "127.0.0.9", "FLASK_DEBUG": "1"}, ("127.0.0.9", 8000)),
        ({"SERANG_HOST": "0.0.0.0", "SERANG_PROXIES": "1"}, ("0.0.0.0", 8000)),
        ({"SERANG_HOST": "192.168.1.5", "SERANG_ALLOW_PLAIN_HTTP": "1"}, ("192.168.1.5", 8000)),
    ],
)
def test_served_here_or_where_it_is_allowed(environ, expected):
    assert address(environ) == expected


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "serang.kantor.lan", "127.0.0.1.example.org"])
def test_others_need_a_proxy_or_a_plain_word(host):
    with pytest.raises(ValueError, match="SERANG_PROXIES=1 .* SERANG_ALLOW_PLAIN_HTTP=1"):
        address({"SERANG_HOST": host})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8000 "])
def test_a_port_that_is_none_is_named(port):
    with pytest.raises(ValueError, match="SERANG_PORT"):
        address({"SERANG_PORT": port})


def test_the_debugger_is_never_served_to_others():
    with pytest.raises(ValueError, match="FLASK_DEBUG"):
        address({"SERANG_HOST": "0.0.0.0", "SERANG_PROXIES": "1", "FLASK_DEBUG": "1"})
