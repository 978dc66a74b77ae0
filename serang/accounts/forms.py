"""Forms of accounts: signing in, an account's data, a password, preferences."""

from wtforms import BooleanField, HiddenField, PasswordField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from serang.accounts import rules, words
from serang.i18n import LOCALES, lazy
from serang.web.forms import ChoiceField, Form, Needed, SeenForm, text, too_long


class LoginForm(Form):
    """Name and password. `only`: the account whose page waits with words that nobody else may send."""

    only = HiddenField()
    username = StringField(lazy("Nama pengguna"), [Needed(), too_long(60)], render_kw={"autocomplete": "username"})
    password = PasswordField(lazy("Kata sandi"), [Needed()], render_kw={"autocomplete": "current-password"})


class AccountForm(SeenForm):
    """An account's name, roles and state."""

    name = text(lazy("Nama"), longest=100, required=True)
    roles = SelectMultipleField(lazy("Peran"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validators=[Needed()])
    sensitive = BooleanField(lazy("Boleh melihat data kesehatan dan SKCK"))
    active = BooleanField(lazy("Aktif"), default=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles.choices = [SelectChoice(code, words.role(code)) for code in rules.ROLES]


class NewAccountForm(AccountForm):
    """An account with its first password."""

    username = StringField(
        lazy("Nama pengguna"),
        [Needed(), too_long(60), Regexp(r"^[A-Za-z0-9._-]+$", message=lazy("Hanya huruf, angka, titik, dan garis."))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(lazy("Kata sandi pertama"), [Needed()], render_kw={"autocomplete": "new-password"})


class ResetForm(Form):
    """A new password set by the administrator."""

    password = PasswordField(lazy("Kata sandi baru"), [Needed()], render_kw={"autocomplete": "new-password"})


class PasswordForm(ResetForm):
    """One's own password."""

    old = PasswordField(lazy("Kata sandi sekarang"), [Needed()], render_kw={"autocomplete": "current-password"})


class PreferencesForm(Form):
    """Language, theme, density, shortcuts; only what was sent is changed."""

    locale = ChoiceField(choices=list(LOCALES.items()))
    theme = ChoiceField(choices=[("light", ""), ("dark", ""), ("system", "")])
    density = ChoiceField(choices=[("compact", ""), ("comfortable", "")])
    shortcuts = ChoiceField(choices=[("1", ""), ("0", "")])

    @property
    def wanted(self) -> dict:
        """The preferences that were sent, typed."""
        values = {name: value for name, value in self.data.items() if value and name != "csrf_token"}
        return values | ({"shortcuts": values["shortcuts"] == "1"} if "shortcuts" in values else {})
