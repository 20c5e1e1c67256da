"""Pages of the web app that mails and companies' sign-in pages lead to."""

from __future__ import annotations

from typing import Final

PAGES: Final = {
    "account_confirm_email": "/account/email/{key}",
    "account_reset_password": "/account/password",
    "account_reset_password_from_key": "/account/password/{key}",
    "account_signup": "/",
    "socialaccount_login_error": "/",
}
