"""Signing in with a company's account: who comes in, and whose account is whose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from tests.server.company import Company, company
from tests.server.conftest import JsonClient, People

from sojourn.server.accounts.models import User
from sojourn.server.config.company_accounts import CompanySignInError, company_apps, company_domains
from sojourn.server.workspaces.models import Membership

ANN = {"sub": "ann-1", "email": "ann@larkspur.example", "email_verified": True, "name": "Ann Ark"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Company]:
    with company() as found:
        yield found


@pytest.fixture(autouse=True)
def _settled(provider: Company, settings: Any) -> None:
    settings.SOJOURN_LOCAL = False
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    settings.SOJOURN_OIDC_DOMAINS = frozenset()
    provider.person, provider.audience = dict(ANN), "sojourn"


def come_in(provider: Company, client: JsonClient) -> Any:
    """Go through the company's page, and come back."""
    page = client.call("post", "/sign-in/company").json()["url"]
    assert page.startswith(f"{provider.url}/authorization?")
    sent = provider.signs_in(page)
    return client.get(sent["back"], {"code": sent["code"], "state": sent["state"]})


def session(client: JsonClient) -> Any:
    return client.call("get", "/session")


def test_the_sign_in_page_offers_the_company(people: People) -> None:
    offered = JsonClient().call("get", "/sign-in").json()
    assert offered["companies"] == [{"id": "company", "name": "Larkspur"}]


def test_an_invited_person_comes_in_as_they_were_invited(people: People, provider: Company) -> None:
    people.owner.call("post", "/invitations", {"email": ANN["email"], "role": "editor"})
    client = JsonClient()
    assert come_in(provider, client).headers["Location"] == "/"
    assert (session(client).json()["role"], session(client).json()["user"]["name"]) == ("editor", "Ann Ark")
    again = JsonClient()
    come_in(provider, again)
    assert session(again).json()["user"]["id"] == session(client).json()["user"]["id"]
    assert people.owner.call("get", "/invitations").json() == [], "the invitation is used up"


def test_an_uninvited_person_stays_out(people: People, provider: Company) -> None:
    client = JsonClient()
    assert "error=signup_closed" in come_in(provider, client).headers["Location"]
    assert session(client).status_code == 401
    assert not User.objects.filter(email=ANN["email"]).exists()


def test_a_named_domain_lets_its_people_look(people: People, provider: Company, settings: Any) -> None:
    settings.SOJOURN_OIDC_DOMAINS = frozenset({"larkspur.example"})
    client = JsonClient()
    come_in(provider, client)
    assert session(client).json()["role"] == "viewer"
    provider.person = {**ANN, "sub": "eve", "email": "eve@evil-larkspur.example"}
    stranger = JsonClient()
    come_in(provider, stranger)
    assert session(stranger).status_code == 401


@pytest.mark.parametrize("said", [False, "false", "true", None, 1])
def test_an_address_that_the_company_has_not_confirmed_opens_nothing(
    people: People, provider: Company, settings: Any, said: object
) -> None:
    settings.SOJOURN_OIDC_DOMAINS = frozenset({"larkspur.example"})
    provider.person = {**ANN, "email_verified": said}
    client = JsonClient()
    assert "error=address_unconfirmed" in come_in(provider, client).headers["Location"]
    assert session(client).status_code == 401


def test_an_account_whose_address_is_unconfirmed_here_is_not_handed_over(
    people: People, provider: Company
) -> None:
    owner = User.objects.get(email="owner@example.org")
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=False)
    provider.person = {**ANN, "email": "owner@example.org"}
    client = JsonClient()
    assert "error=account_exists" in come_in(provider, client).headers["Location"]
    assert session(client).status_code == 401
    assert not SocialAccount.objects.exists()
    owner.refresh_from_db()
    assert owner.has_usable_password()


def test_who_wrote_anothers_address_into_their_account_does_not_get_that_persons_sign_in(
    people: People, provider: Company
) -> None:
    thief = User.objects.get(email="member@example.org")
    EmailAddress.objects.create(user=thief, email=ANN["email"], primary=False, verified=False)
    people.owner.call("post", "/invitations", {"email": ANN["email"], "role": "admin"})
    client = JsonClient()
    come_in(provider, client)
    assert session(client).json()["user"]["id"] != thief.id
    assert session(client).json()["role"] == "admin"
    assert not EmailAddress.objects.filter(user=thief, email=ANN["email"]).exists()
    assert not SocialAccount.objects.filter(user=thief).exists()


def test_addresses_confirmed_on_both_sides_are_one_person(people: People, provider: Company) -> None:
    owner = User.objects.get(email="owner@example.org")
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    provider.person = {**ANN, "email": "Owner@Example.org"}
    client = JsonClient()
    come_in(provider, client)
    assert session(client).json()["user"]["id"] == owner.id
    assert SocialAccount.objects.get().user_id == owner.id


def test_a_person_who_is_switched_off_stays_out(people: People, provider: Company) -> None:
    people.owner.call("post", "/invitations", {"email": ANN["email"], "role": "editor"})
    come_in(provider, JsonClient())
    User.objects.filter(email=ANN["email"]).update(is_active=False)
    client = JsonClient()
    come_in(provider, client)
    assert session(client).status_code == 401


def test_a_token_for_another_program_is_refused(people: People, provider: Company) -> None:
    people.owner.call("post", "/invitations", {"email": ANN["email"], "role": "editor"})
    provider.audience = "another program"
    client = JsonClient()
    assert "error=" in come_in(provider, client).headers["Location"]
    assert session(client).status_code == 401


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(people: People, provider: Company) -> None:
    people.owner.call("post", "/invitations", {"email": ANN["email"], "role": "editor"})
    asker, victim = JsonClient(), JsonClient()
    sent = provider.signs_in(asker.call("post", "/sign-in/company").json()["url"])
    answer = victim.get(sent["back"], {"code": sent["code"], "state": sent["state"]})
    assert "/?error=" in answer.headers["Location"]
    assert session(victim).status_code == 401


def test_the_way_back_is_fixed(people: People, provider: Company) -> None:
    people.owner.call("post", "/invitations", {"email": ANN["email"], "role": "editor"})
    client = JsonClient()
    page = client.post(
        "/api/sign-in/company?next=https://evil.example", headers={"Origin": "http://testserver"}
    ).json()["url"]
    sent = provider.signs_in(page)
    there = {"code": sent["code"], "state": sent["state"], "next": "https://evil.example"}
    assert client.get(sent["back"], there).headers["Location"] == "/"


def test_none_of_allauths_own_pages_answers(people: People) -> None:
    for path in ("/accounts/oidc/company/login/", "/accounts/login/", "/accounts/3rdparty/", "/accounts/"):
        assert JsonClient().get(path).status_code == 404, path


def test_a_company_that_is_away_is_said(people: People, settings: Any) -> None:
    apps = company_apps(
        {
            "SOJOURN_OIDC_URL": "http://127.0.0.1:9",
            "SOJOURN_OIDC_CLIENT_ID": "a",
            "SOJOURN_OIDC_SECRET": "b",
        }
    )
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    answer = JsonClient().call("post", "/sign-in/company")
    assert (answer.status_code, answer.json()["type"]) == (502, "company-away")
    assert JsonClient().call("post", "/sign-in/another").status_code == 404


def test_several_companies_are_told_apart() -> None:
    common = {"CLIENT_ID": "a", "SECRET": "b"}
    environment = {f"SOJOURN_OIDC_{name}": value for name, value in common.items()}
    environment |= {f"SOJOURN_OIDC_2_{name}": value for name, value in common.items()}
    environment |= {"SOJOURN_OIDC_URL": "https://one.example/", "SOJOURN_OIDC_2_URL": "https://two.example"}
    assert [app["provider_id"] for app in company_apps(environment)] == ["company", "company-2"]
    assert [app["name"] for app in company_apps(environment)] == ["one.example", "two.example"]


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"SOJOURN_OIDC_URL": "https://one.example"}, "SOJOURN_OIDC_CLIENT_ID"),
        (
            {
                "SOJOURN_OIDC_URL": "http://one.example",
                "SOJOURN_OIDC_CLIENT_ID": "a",
                "SOJOURN_OIDC_SECRET": "b",
            },
            "https",
        ),
    ],
)
def test_settings_that_do_not_fit_are_refused(environment: dict[str, str], says: str) -> None:
    with pytest.raises(CompanySignInError, match=says):
        company_apps(environment)


def test_domains_are_read_with_commas_and_at_signs() -> None:
    found = company_domains({"SOJOURN_OIDC_DOMAINS": "Larkspur.example, @second.example"})
    assert found == {"larkspur.example", "second.example"}


def test_a_new_person_is_a_member_or_not_there(
    people: People, provider: Company, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SOJOURN_OIDC_DOMAINS = frozenset({"larkspur.example"})

    def fails(user: User) -> None:
        raise PermissionError

    monkeypatch.setattr("sojourn.server.accounts.company.admit", fails)
    client = JsonClient()
    client.raise_request_exception = False
    come_in(provider, client)
    assert not User.objects.filter(email=ANN["email"]).exists()
    assert Membership.objects.filter(user__email=ANN["email"]).count() == 0
