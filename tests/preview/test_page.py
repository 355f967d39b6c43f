"""The written preview as a person uses it, in real Chromium: from disk, and a short round over http."""

from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.browser.chromium import console_errors, requested
from tests.browser.server import serving
from tests.preview.conftest import Written, fresh_tab, visit
from tests.preview.reader import BACK, FRONT, FRONT_ZH, Reader, beginnings, eventually
from tests.preview.school import TITLES

pytestmark = pytest.mark.browser
LENS = "#/en/lens-focus/1"
ALL = "bending refraction lens speed-1 speed-2 mirrors echo path ear-1 ear-2 doppler silence pitch"
TITLE = dict(zip(ALL.split(" "), TITLES, strict=True))


def titles(names: str) -> list[str]:
    """The titles of the cards with these short names, in study order."""
    return [TITLE[name] for name in names.split()]


def listed(page: Reader, names: str) -> None:
    """Wait until the list has exactly these cards, and the count above it agrees."""
    wanted = titles(names)
    eventually(lambda: beginnings(page.rows(), TITLES) == wanted)
    count = f"{len(wanted)} of {len(TITLES)} cards" if len(wanted) < len(TITLES) else f"{len(TITLES)} cards"
    eventually(lambda: page.see(count))


def background(page: Reader, side: str) -> str:
    colour: str = page.script_in(side, "return getComputedStyle(document.body).backgroundColor")
    return colour


# From disk


def test_from_disk_it_asks_for_nothing_outside_its_folder_and_complains_of_nothing(
    page: Reader, written: Written
) -> None:
    console_errors(page.driver)  # forget what was before
    requested(page.driver)
    for place in ("", LENS, "#/en/ear-parts/2", "#/zh-Hans/sound-path/1", "#/en/overview", "#/en/study"):
        page.open(place)
    eventually(lambda: page.see("1 / 13"))
    assert console_errors(page.driver) == []
    folder = written.folder.as_uri() + "/"
    foreign = [url for url in requested(page.driver) if not url.startswith((folder, "data:", "about:"))]
    assert foreign == []


def test_the_list_shows_every_card_in_study_order(page: Reader) -> None:
    page.open()
    listed(page, ALL)


# Search


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("doppler", "doppler"),
        ("LENS", "lens"),
        ("cafe", "silence"),  # without the accent
        ("light one", "speed-1 speed-2"),  # both words, anywhere
        ("frequency", "doppler"),  # on the back
        ("lens-focus", "lens"),  # an id
    ],
)
def test_search_narrows_to_the_cards_with_all_words(page: Reader, words: str, left: str) -> None:
    page.open()
    page.type(words)
    listed(page, left)


def test_search_finds_chinese_by_any_part_of_a_word(page: Reader) -> None:
    page.open("#/zh-Hans")
    field = page.find("searchbox", "搜索卡片内容")
    field.send_keys("普勒")
    eventually(lambda: beginnings(page.rows(), ["什么是多普勒效应？"]) == ["什么是多普勒效应？"])
    eventually(lambda: page.see("1 / 12 张卡片"))


def test_search_narrows_with_each_letter_and_widens_again(page: Reader) -> None:
    page.open()
    page.press("/")  # leads to the field
    page.press(*"lens")
    listed(page, "lens")
    page.press(Keys.BACKSPACE)
    listed(page, "lens silence pitch")  # "Length"
    page.press(*[Keys.BACKSPACE] * 3)
    listed(page, ALL)


def test_nothing_found_says_so_and_leads_back(page: Reader) -> None:
    page.open()
    page.choose("Topic", "Sound")
    page.type("no such word")
    eventually(lambda: page.see("Nothing found"))
    eventually(lambda: page.rows() == [])
    page.click("button", "Show all cards")
    listed(page, ALL)
    eventually(lambda: not page.see("Nothing found"))
    eventually(lambda: page.find("searchbox", "Search the cards").get_attribute("value") == "")


# Filters


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("Topic", {"Light": "bending refraction lens speed-1 speed-2 mirrors",
                   "Sound": "echo path ear-1 ear-2 doppler silence pitch"}),
        ("Kind", {"Question": "bending refraction lens doppler silence pitch", "Cloze": "speed-1 speed-2", "Comparison": "mirrors",
                  "Code": "echo", "Calculation": "path", "Diagram": "ear-1 ear-2"}),
        ("Section", {"rays": "bending refraction speed-1 speed-2", "lenses": "lens mirrors", "waves": "echo path doppler",
                     "hearing": "ear-1 ear-2 silence pitch"}),
        ("Tag", {"basics": "bending refraction lens path"}),
        ("Changes since 1.0.0", {"New or corrected": "doppler pitch", "New (": "pitch", "Corrected": "doppler"}),
    ],
)  # fmt: skip
def test_each_choice_of_a_filter_leaves_exactly_its_cards(page: Reader, name: str, choices: dict[str, str]) -> None:
    page.open()
    page.click("button", "Filters")
    offered = [option.text for option in Select(page.find("combobox", name)).options]
    for value, left in choices.items():
        (option,) = [text for text in offered if text.startswith(value)]
        assert option.endswith(f"({len(left.split())})")  # says before how many it will leave
        page.choose(name, value)
        listed(page, left)
    page.choose(name, "")
    listed(page, ALL)


def test_filters_and_search_narrow_together_and_counts_follow(page: Reader) -> None:
    page.open()
    page.click("button", "Filters")
    page.choose("Tag", "basics")
    page.choose("Topic", "Light")
    listed(page, "bending refraction lens")
    kinds = {option.text for option in Select(page.find("combobox", "Kind")).options}
    assert kinds == {"All kinds", "Question (3)"}
    page.type("boundary")
    listed(page, "bending refraction")
    page.click("button", "Reset")
    listed(page, ALL)


# A card


def test_a_chosen_card_shows_question_and_answer(page: Reader) -> None:
    page.open()
    row = next(one for one in page.driver.find_elements("css selector", "[role=option]") if TITLE["echo"] in one.text)
    row.click()
    page.shows(FRONT, TITLE["echo"])
    page.shows(BACK, "Half the way there and back.")
    eventually(
        lambda: page.script_in(
            BACK, "return document.querySelector('pre').innerText.startsWith('def distance(seconds):')"
        )
    )
    with page.inside(FRONT) as inside:
        assert "Half the way" not in inside.find_element("tag name", "body").text
    eventually(lambda: page.place == "#/en/echo-distance/1")
    assert TITLE["echo"] in page.chosen()
    for fact in ("echo-distance", "cards/sound/waves.yaml:1", "waves", "7 / 13"):
        eventually(partial(page.see, fact))


def test_pictures_are_loaded(page: Reader) -> None:
    page.open(LENS)
    page.shows(BACK, "At its focus.")
    width = "return [...document.images].map((one) => one.complete && one.naturalWidth)"
    assert eventually(lambda: page.script_in(BACK, width) == [200])


def test_math_is_drawn_by_the_browser(page: Reader) -> None:
    page.open("#/en/sound-path/1")
    page.shows(BACK, "1029")
    math = (
        "const box = document.querySelector('math'); return [box.textContent, box.getBoundingClientRect().width > 20]"
    )
    text, is_drawn = page.script_in(BACK, math)
    assert (text.replace(" ", ""), is_drawn) == ("d=v·t", True)


def test_each_card_of_a_note_is_itself(page: Reader) -> None:
    page.open("#/en/speed-of-light/1")
    page.shows(FRONT, "Light covers [...] in one second.")
    page.open("#/en/speed-of-light/2")
    page.shows(FRONT, "Light covers 299,792 km in one [...].")
    page.shows(BACK, "Light covers 299,792 km in one second.")
    page.open("#/en/refraction/2")
    page.shows(FRONT, "Refraction")
    page.shows(BACK, "Bending of light at a boundary")


def test_next_and_previous_walk_through_what_was_found(page: Reader) -> None:
    page.open("#/en/speed-of-light/1")
    page.choose("Topic", "Light")
    listed(page, "bending refraction lens speed-1 speed-2 mirrors")
    page.click("button", "Next card")
    eventually(lambda: page.place == "#/en/speed-of-light/2")
    page.click("button", "Next card")
    page.shows(FRONT, "How do curved mirrors differ?")
    eventually(lambda: not page.find("button", "Next card").is_enabled())
    page.click("button", "Previous card")
    eventually(lambda: page.place == "#/en/speed-of-light/2")


# How it looks


def test_night_and_day_of_the_page_change_the_card(page: Reader) -> None:
    page.open(LENS)
    page.shows(FRONT, TITLE["lens"])
    day = background(page, FRONT)
    page.click("button", "Dark page")
    eventually(lambda: background(page, FRONT) != day)
    eventually(
        lambda: page.script_in(FRONT, "return document.body.className").split()[2:] == ["nightMode", "night_mode"]
    )
    page.click("button", "Light page")
    eventually(lambda: background(page, FRONT) == day)


def test_the_card_alone_can_be_at_night(page: Reader) -> None:
    page.open(LENS)
    page.shows(FRONT, TITLE["lens"])
    day = background(page, FRONT)
    around = "return getComputedStyle(document.body).backgroundColor"
    before = page.driver.execute_script(around)
    page.click("button", "Card at night")
    eventually(lambda: background(page, FRONT) != day)
    eventually(lambda: page.driver.execute_script(around) == before)
    eventually(lambda: page.find("button", "Card at night").get_attribute("aria-pressed") == "true")


def test_it_follows_the_system_at_night(page: Reader) -> None:
    page.open(LENS)
    page.shows(FRONT, TITLE["lens"])
    day = background(page, FRONT)
    page.prefer(color_scheme="dark")
    eventually(lambda: background(page, FRONT) != day)
    eventually(lambda: page.find("button", "Light page"))


@pytest.mark.parametrize("width", [320, 360, 412])
def test_a_phone_is_as_wide_as_it_says_and_its_card_knows(page: Reader, width: int) -> None:
    page.open(LENS)
    page.pick_width(str(width))
    eventually(lambda: page.script_in(FRONT, "return innerWidth") == width)
    eventually(lambda: page.script_in(FRONT, "return document.documentElement.className") == "mobile android")


def test_full_width_is_a_desktop_and_wider_than_any_phone(page: Reader) -> None:
    page.open(LENS)
    page.pick_width("Full")
    eventually(lambda: page.script_in(FRONT, "return innerWidth") > 420)
    eventually(lambda: page.script_in(FRONT, "return document.documentElement.className") == "linux chrome")


def test_night_width_and_place_survive_a_reload(page: Reader) -> None:
    page.open(LENS)
    page.shows(FRONT, TITLE["lens"])
    day = background(page, FRONT)
    page.click("button", "Card at night")
    page.pick_width("412")
    page.choose("Topic", "Light")
    page.reload()
    page.shows(FRONT, TITLE["lens"])
    eventually(lambda: page.place == LENS)
    eventually(lambda: page.script_in(FRONT, "return innerWidth") == 412)
    eventually(lambda: background(page, FRONT) != day)
    listed(page, "bending refraction lens speed-1 speed-2 mirrors")


# Editions


def test_another_language_shows_the_same_card_and_the_page_speaks_it(page: Reader) -> None:
    page.open("#/en/speed-of-light/2")
    page.shows(FRONT, "299,792 km")
    page.click("link", "简体中文")
    page.shows(FRONT_ZH, "光在一[...]内走过299,792 公里。")
    eventually(lambda: page.place == "#/zh-Hans/speed-of-light/2")
    eventually(lambda: page.see("概览"))
    eventually(lambda: not page.see("Overview"))
    eventually(lambda: page.driver.execute_script("return document.documentElement.lang") == "zh-Hans")
    page.click("link", "English")
    page.shows(FRONT, "Light covers 299,792 km")


def test_a_card_of_one_language_only_is_missed_kindly_in_the_other(page: Reader) -> None:
    page.open("#/zh-Hans/silence/1")
    eventually(lambda: page.see("这个语言版本里没有卡片 silence"))
    assert len(page.rows()) == 12


# Study mode


def answered(page: Reader, title: str, answer: str) -> None:
    """Wait for the question alone, press space, wait for the answer."""
    page.shows(FRONT, title)
    with page.inside(FRONT) as inside:
        assert answer not in inside.find_element("tag name", "body").text
    page.press(Keys.SPACE)
    page.shows(BACK, answer)


def test_study_goes_from_question_to_answer_to_the_next_card(page: Reader) -> None:
    page.open(LENS)
    page.shows(FRONT, TITLE["lens"])
    page.driver.find_element("tag name", "main").find_element("link text", "Study").click()
    eventually(lambda: page.see("3 / 13"))
    answered(page, TITLE["lens"], "At its focus.")
    page.press(Keys.SPACE)
    answered(page, TITLE["speed-1"], "299,792 km")
    page.press(Keys.ARROW_RIGHT)
    page.shows(FRONT, "Light covers 299,792 km in one [...].")
    page.press(Keys.ARROW_LEFT)
    page.shows(FRONT, "Light covers [...] in one second.")
    page.press(Keys.ESCAPE)
    eventually(lambda: page.place == "#/en/speed-of-light/1")
    eventually(lambda: page.all("searchbox", "Search the cards"))


def test_study_is_of_what_was_found_and_ends(page: Reader) -> None:
    page.open()
    page.click("button", "Filters")
    page.choose("Section", "lenses")
    listed(page, "lens mirrors")
    page.shows(FRONT, TITLE["lens"])
    page.driver.find_element("tag name", "main").find_element("link text", "Study").click()
    eventually(lambda: page.see("1 / 2"))
    answered(page, TITLE["lens"], "At its focus.")
    page.press(Keys.SPACE)
    answered(page, TITLE["mirrors"], "gathers")
    page.press(Keys.SPACE)
    eventually(lambda: page.see("That was the last of 2 cards."))
    page.click("button", "Start again")
    eventually(lambda: page.see("1 / 2"))
    page.shows(FRONT, TITLE["lens"])


def test_shuffled_study_meets_every_card_once_and_steps_back_to_the_same(page: Reader) -> None:
    page.open("#/en/study")
    eventually(lambda: page.see("1 / 13"))
    page.click("button", "Shuffle")
    page.press(*[Keys.ARROW_LEFT] * len(TITLES))
    eventually(lambda: page.see("1 / 13"))
    met = [page.place]
    for _ in TITLES[1:]:
        page.press(Keys.ARROW_RIGHT)
        eventually(lambda: page.place != met[-1])
        met.append(page.place)
    eventually(lambda: page.see("13 / 13"))
    assert len(set(met)) == len(TITLES)
    page.press(Keys.ARROW_LEFT)
    eventually(lambda: page.place == met[-2])


def test_keys_work_while_a_card_has_the_focus(page: Reader) -> None:
    page.open("#/en/study/lens-focus/1")
    page.shows(FRONT, TITLE["lens"])
    page.driver.switch_to.frame(page.frame(FRONT))
    page.driver.execute_script("document.body.tabIndex = -1; document.body.focus()")
    page.press(Keys.SPACE)
    page.driver.switch_to.default_content()
    page.shows(BACK, "At its focus.")
    page.press(Keys.ARROW_RIGHT)
    page.shows(FRONT, TITLE["speed-1"])
    page.driver.switch_to.frame(page.frame(FRONT))
    page.press(Keys.ESCAPE)
    page.driver.switch_to.default_content()
    eventually(lambda: page.place == "#/en/speed-of-light/1")


def test_a_click_on_the_card_shows_the_answer(page: Reader) -> None:
    page.open("#/en/study/lens-focus/1")
    page.shows(FRONT, TITLE["lens"])
    page.frame(FRONT).click()
    page.shows(BACK, "At its focus.")


# Keys in the list


def test_arrows_walk_the_list_and_letters_do_what_the_help_says(page: Reader) -> None:
    page.open(LENS)
    page.shows(FRONT, TITLE["lens"])
    page.press(Keys.ARROW_DOWN)
    page.shows(FRONT, TITLE["speed-1"])
    page.press(Keys.ARROW_UP, Keys.ARROW_UP)
    page.shows(FRONT, "Refraction")
    page.press("d")
    eventually(lambda: page.find("button", "Light page"))
    page.press("f")
    eventually(lambda: page.find("button", "Show answer"))
    page.press("?")
    help_ = page.find("dialog", "Keyboard shortcuts")
    assert "Search" in help_.text
    page.press(Keys.ESCAPE)
    eventually(lambda: not page.all("dialog", "Keyboard shortcuts"))


# Addresses


def test_a_permanent_link_opens_its_card_in_a_fresh_tab(page: Reader, written: Written) -> None:
    page.open("#/en/ear-parts/2")
    page.shows(BACK, "cochlea")
    address = page.driver.current_url
    with fresh_tab(page.driver, written.address) as another:
        another.open(address)
        another.shows(FRONT, TITLE["ear-2"])
        another.shows(BACK, "cochlea")
        assert another.see("10 / 13")
        assert TITLE["ear-2"] in another.chosen()


def test_a_permanent_link_may_show_the_answer_in_study(page: Reader) -> None:
    page.open("#/en/study/lens-focus/1/back")
    page.shows(BACK, "At its focus.")


def test_the_copy_button_copies_the_link_of_the_card(page: Reader) -> None:
    page.driver.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    page.open("#/en/study/speed-of-light/2")
    page.press(Keys.ESCAPE)
    page.shows(FRONT, TITLE["speed-2"])
    page.click("button", "Copy link")
    eventually(lambda: page.see("Copied"))
    field = page.find("searchbox", "Search the cards")
    field.click()
    field.send_keys(Keys.CONTROL, "v")
    assert field.get_attribute("value") == f"{page.site}#/en/speed-of-light/2"


def test_back_and_forward_of_the_browser_walk_what_was_clicked(page: Reader) -> None:
    page.open(LENS)
    page.shows(FRONT, TITLE["lens"])
    for title in (TITLE["echo"], TITLE["path"]):
        rows = page.driver.find_elements("css selector", "[role=option]")
        next(one for one in rows if title in one.text).click()
        page.shows(FRONT, title)
    page.click("link", "Overview")
    eventually(lambda: page.see("CC-BY-4.0"))
    page.driver.back()
    page.shows(FRONT, TITLE["path"])
    page.driver.back()
    page.shows(FRONT, TITLE["echo"])
    page.driver.back()
    page.shows(FRONT, TITLE["lens"])
    page.driver.forward()
    page.shows(FRONT, TITLE["echo"])
    assert TITLE["echo"] in page.chosen()


@pytest.mark.parametrize("place", ["#/en/nobody/1", "#/en/lens-focus/7", "#/en/study/nobody/1", "#/en/%E0%A4%A/1"])
def test_an_unknown_card_gets_a_kind_word_and_a_way_on(page: Reader, place: str) -> None:
    page.open(place)
    eventually(lambda: page.see("There is no card"))
    page.click("link", "All cards")
    listed(page, ALL)
    eventually(lambda: not page.see("There is no card"))
    page.shows(FRONT, TITLE["bending"])


def test_an_unknown_language_leads_to_one_there_is(page: Reader) -> None:
    page.open("#/fr/lens-focus/1")
    page.shows(FRONT, TITLE["lens"])
    eventually(lambda: page.place == LENS)


# Overview


def cells(page: Reader, caption: str) -> list[list[str]]:
    """The texts of a table, row by row, its head too."""
    script = """
      const table = [...document.querySelectorAll("table")].find((one) => one.caption?.textContent === arguments[0]);
      return [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()));
    """
    found: list[list[str]] = page.driver.execute_script(script, caption)
    return found


def column(rows: Sequence[Sequence[str]], name: str) -> dict[str, str]:
    """One column of a table by the rows' names."""
    at = list(rows[0]).index(name)
    return {row[0]: row[at] for row in rows[1:]}


@pytest.fixture
def overview(page: Reader) -> Reader:
    page.open("#/en/overview")
    eventually(lambda: page.see("CC-BY-4.0"))
    return page


def test_the_overview_tells_what_it_is(overview: Reader) -> None:
    for fact in ("School physics", "1.0.0", "CC-BY-4.0", "Ada Author", "Ben Builder"):
        assert overview.see(fact)
    assert overview.find("link", "example.org/school").get_attribute("href") == "https://example.org/school"


def test_the_overview_counts_as_stats_does(overview: Reader, written: Written) -> None:
    rows = cells(overview, "By topic")
    names = {"light": "Light", "sound": "Sound"}
    topics = written.stats["topics"]
    entries, cards = column(rows, "Entries"), column(rows, "Cards")
    for topic in topics:
        name = names[topic["topic"]]
        assert (entries[name], cards[name]) == (str(topic["entries"]), str(topic["cards"]["en"]))
    kinds = column(cells(overview, "By kind"), "Entries")
    words = {
        "qa": "Question", "cloze": "Cloze", "compare": "Comparison", "code": "Code", "calc": "Calculation",
        "diagram": "Diagram",
    }  # fmt: skip
    assert kinds == {shown: str(sum(topic["kinds"].get(kind, 0) for topic in topics)) for kind, shown in words.items()}


def test_the_overview_lists_the_packages_of_the_edition(overview: Reader) -> None:
    rows = cells(overview, "Packages")
    notes, cards = column(rows, "Notes"), column(rows, "Cards")
    assert notes == {"light.apkg": "4", "sound.apkg": "6", "bundle.apkg": "10"}
    assert cards == {"light.apkg": "6", "sound.apkg": "7", "bundle.apkg": "13"}
    overview.open("#/zh-Hans/overview")
    eventually(lambda: overview.see("牌组文件"))
    assert column(cells(overview, "牌组文件"), "卡片")["bundle.apkg"] == "12"


def test_the_overview_shows_which_questions_are_answered(overview: Reader) -> None:
    assert overview.see("2 of 3 questions answered")
    assert overview.see("When does a bridge resonate?")
    assert overview.see("Not answered yet")
    overview.click("link", "echo-distance")
    overview.shows(FRONT, TITLE["echo"])


def test_the_overview_names_the_sources_with_links(overview: Reader) -> None:
    assert overview.find("link", "A Book of Optics").get_attribute("href") == "https://example.org/optics"
    assert {name.split("\n")[0]: cited for name, cited in column(cells(overview, "Sources"), "Cited").items()} == {
        "A Book of Optics": "4",
        "On the Sensations of Tone": "6",
    }


def test_a_topic_of_the_overview_leads_to_its_cards(overview: Reader) -> None:
    overview.click("link", "Sound")
    listed(overview, "echo path ear-1 ear-2 doppler silence pitch")


# A phone


def test_a_phone_shows_the_list_then_the_card_then_the_list_again(page: Reader) -> None:
    page.screen(390, 844, phone=True)
    page.open()
    listed(page, ALL)
    assert not [one for one in page.driver.find_elements("tag name", "iframe") if one.is_displayed()]
    rows = page.driver.find_elements("css selector", "[role=option]")
    next(one for one in rows if TITLE["lens"] in one.text).click()
    page.shows(FRONT, TITLE["lens"])
    page.shows(BACK, "At its focus.")
    eventually(lambda: not page.all("searchbox", "Search the cards"))
    page.driver.back()
    listed(page, ALL)
    page.driver.forward()
    page.shows(FRONT, TITLE["lens"])
    page.click("link", "All cards")
    listed(page, ALL)


@pytest.mark.parametrize("place", ["", LENS, "#/en/study", "#/en/overview", "#/zh-Hans/mirrors/1"])
def test_nothing_sticks_out_of_a_narrow_phone(page: Reader, place: str) -> None:
    page.screen(360, 740, phone=True)
    page.open(place)
    sizes = "return [document.documentElement.scrollWidth, innerWidth]"
    eventually(lambda: page.driver.execute_script(sizes) == [360, 360])


# Over http


@pytest.fixture
def hosted(browser: webdriver.Chrome, written: Written) -> Iterator[tuple[Reader, str]]:
    with serving({"/decks/": written.folder, "/": written.folder / "data"}) as host:
        address = f"{host}/decks/"
        with visit(browser, address) as reader:
            yield reader, address


def test_over_http_it_works_in_a_folder_of_a_host_and_asks_nobody_else(hosted: tuple[Reader, str]) -> None:
    page, address = hosted
    console_errors(page.driver)  # forget what was before
    requested(page.driver)
    page.open()
    listed(page, ALL)
    page.type("lens")
    listed(page, "lens")
    page.open(LENS)
    page.shows(BACK, "At its focus.")
    eventually(lambda: page.script_in(BACK, "return [...document.images].map((one) => one.naturalWidth)") == [200])
    page.open("#/en/overview")
    eventually(lambda: page.see("CC-BY-4.0"))
    page.open("#/en/study/lens-focus/1")
    answered(page, TITLE["lens"], "At its focus.")
    assert console_errors(page.driver) == []
    assert [url for url in requested(page.driver) if not url.startswith((address, "data:", "about:"))] == []
