"""Every kind of page before checkers that others made: of HTML, of accessibility."""

import json
import subprocess

import pytest

from accounts import roles
from accounts.models import User
from tests.accounts.people import somebody
from tests.browser.publication import addresses_for_members, addresses_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is broken, and where, as one line each.
RUN_AXE = """
async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html}`))
"""


def faults_of(page, axe, addresses):
    """What axe finds on the pages at these addresses."""
    found = []
    for address in addresses:
        page.goto(address)
        page.evaluate(axe)
        found += [f"{address} {fault}" for fault in page.evaluate(RUN_AXE)]
    return found


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible(width, colours, post, axe, page):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=colours)

    assert faults_of(page, axe, addresses_of(post)) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_for_members_is_accessible(width, colours, post, axe, sign_in_as):
    size = {"width": width, "height": 800}
    page = sign_in_as(roles.MODERATOR, color_scheme=colours, viewport=size)
    member = User.objects.get(groups__name=roles.MODERATOR)

    assert faults_of(page, axe, addresses_for_members(post, member)) == []


def test_a_fault_of_accessibility_is_found(page, axe):
    page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><img src="x">')
    page.evaluate(axe)

    assert any(fault.startswith("image-alt") for fault in page.evaluate(RUN_AXE))


def html_faults(checker, pages, folder):
    """What the checker says of pages, given by their addresses."""
    names = {}
    for number, (address, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_bytes(html)
        names[file.name] = address
    said = subprocess.run(
        ["java", "-jar", checker, "--errors-only", "--format", "json", "--stdout"]
        + [folder / name for name in names],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(said.stdout)["messages"]
    return [
        f"{names[fault['url'].rpartition('/')[2]]}: {fault['message']}"
        for fault in messages
    ]


def test_every_page_is_valid_html(post, html_checker, client, tmp_path):
    client.raise_request_exception = False
    addresses = addresses_of(post)
    pages = {address: client.get(address).content for address in addresses}
    member = somebody(roles.MODERATOR)
    client.force_login(member)
    for address in addresses_for_members(post, member):
        pages[f"{address} of a member"] = client.get(address).content

    faults = html_faults(html_checker, pages, tmp_path)
    assert faults == [], "\n".join(faults)


def test_a_fault_of_html_is_found(html_checker, tmp_path):
    html = b"<!DOCTYPE html><html lang=en><title>A</title><p><div></div></p>"

    assert len(html_faults(html_checker, {"/a/": html}, tmp_path)) == 1


def test_a_post_takes_at_most_twelve_requests(post, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(post.get_absolute_url())
    page.wait_for_load_state("networkidle")

    # Browsers that show an icon fetch that too.
    icon = page.locator("link[rel=icon]").evaluate("(link) => link.href")
    assert len({*asked, icon}) <= 12, asked
