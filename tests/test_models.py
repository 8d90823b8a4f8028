"""Models fetched, chosen and refused; the hub is one of our own, on loopback."""

import hashlib
import importlib.util

import pytest

from bangyan.catalogue import catalogue
from bangyan.cli import run as bangyan
from bangyan.hub import Hub, HubFile, check_disk, choose
from bangyan.models import Shelf, chosen_model, model_file
from data.errors import FetchError, ModelError
from nlp.model_file import GIB, check_file
from tests.hub import COMMIT, LoopbackHub
from tests.tiny_model import write_tiny_model

llm = pytest.mark.llm


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("weights") / "tiny.gguf").read_bytes()


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch):
    monkeypatch.setenv("BANGYAN_MODEL_THREADS", "1")  # two that wait for each other are slow on a machine that is busy


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    if importlib.util.find_spec("huggingface_hub"):
        monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda _: None)
        monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 65536)  # our files are small


def said(capsys) -> str:
    return " ".join(capsys.readouterr().err.split())


# ── the hub ──


@llm
def test_a_file_is_fetched_verified_and_pinned(weights, settings, capsys):
    with LoopbackHub({"small-q4_k_m.gguf": weights, "small-q8_0.gguf": b"GGUF"}) as hub:
        status = bangyan(["model", "pull", "owner/small", "--endpoint", hub.address, "--home", str(settings.home)])

    (pin,) = Shelf.of(settings).pins
    assert status == 0
    assert pin.path.read_bytes() == weights
    assert (pin.repository, pin.file, pin.digest) == (
        "owner/small",
        "small-q4_k_m.gguf",
        hashlib.sha256(weights).hexdigest(),
    )


@llm
def test_a_download_that_breaks_off_goes_on_where_it_was(weights, tmp_path):
    with LoopbackHub({"a.gguf": weights}, breaks=2) as hub:
        far = Hub(hub.address)
        path = far.pull(far.files("owner/small")[0], tmp_path)

    assert path.read_bytes() == weights
    assert [asked != "" for asked in hub.asked] == [False, True, True]


@llm
def test_what_an_earlier_run_fetched_is_not_fetched_again(weights, tmp_path):
    with LoopbackHub({"a.gguf": weights}, breaks=10**6) as hub:
        far = Hub(hub.address)
        (file,) = far.files("owner/small")
        with pytest.raises(FetchError, match="run it again to go on"):
            far.pull(file, tmp_path)
        hub.breaks, hub.asked = 0, []
        path = Hub(hub.address).pull(file, tmp_path)

    assert path.read_bytes() == weights
    assert len(hub.asked) == 1
    assert int(hub.asked[0].removeprefix("bytes=").rstrip("-")) > len(weights) // 2


@llm
def test_a_file_that_is_not_what_the_hub_said_is_deleted(weights, tmp_path):
    with LoopbackHub({"a.gguf": weights}, lies=True) as hub:
        far = Hub(hub.address)
        (file,) = far.files("owner/small")
        with pytest.raises(FetchError, match="not what the hub said"):
            far.pull(file, tmp_path)

    assert not list(tmp_path.glob("*.gguf"))


@llm
def test_a_name_with_folders_stays_in_the_folder_of_models(weights, tmp_path):
    with LoopbackHub({"a.gguf": weights}) as hub:
        file = HubFile("owner/small", COMMIT, "../../a.gguf", len(weights), hashlib.sha256(weights).hexdigest())
        path = Hub(hub.address).pull(file, tmp_path / "models")

    assert path == tmp_path / "models" / "a.gguf"


@llm
def test_a_redirected_file_is_followed(weights, tmp_path):
    with LoopbackHub({"a.gguf": weights}, elsewhere=True) as hub:
        far = Hub(hub.address)
        path = far.pull(far.files("owner/small")[0], tmp_path)

    assert path.read_bytes() == weights
    assert hub.paths["cdn"] > 0


@llm
def test_a_file_that_is_here_already_is_not_fetched_again(weights, tmp_path):
    with LoopbackHub({"a.gguf": weights}) as hub:
        far = Hub(hub.address)
        for _ in range(2):
            far.pull(far.files("owner/small")[0], tmp_path)

    assert len(hub.asked) == 1


@llm
def test_a_hub_that_does_not_answer_or_does_not_know_is_said_in_one_line(weights, settings, capsys):
    with LoopbackHub({"a.gguf": weights}) as hub:
        pass
    gone = bangyan(["model", "pull", "owner/small", "--endpoint", hub.address, "--home", str(settings.home)])
    first = capsys.readouterr().err
    with LoopbackHub({"a.gguf": weights}) as hub:
        unknown = bangyan(["model", "pull", "owner/other", "--endpoint", hub.address, "--home", str(settings.home)])

    assert (gone, unknown) == (1, 1)
    assert first.count("\n") == 1
    assert "hub cannot be read: 'owner/small'" in first
    assert "hub has no such repository: 'owner/other'" in said(capsys)


def test_a_full_disk_is_said_before_anything_is_fetched(tmp_path):
    with pytest.raises(ModelError, match="disk too full"):
        check_disk(tmp_path, 5 * GIB, free=5 * GIB)

    check_disk(tmp_path, 5 * GIB, free=7 * GIB)


def test_what_was_fetched_already_needs_no_room(tmp_path):
    (tmp_path / "a.gguf.part").write_bytes(b"x" * 1000)

    check_disk(tmp_path, 1000, free=GIB)


def test_the_first_pattern_that_fits_chooses_and_parts_are_none():
    names = ("m-q4_k_m-00001-of-00002.gguf", "m-q8_0.gguf", "m-Q5_K_M.gguf")
    files = [HubFile("owner/m", COMMIT, name, 1, "") for name in names]

    assert choose(files, ["*q4_k_m*", "*q5_k_m*", "*q8_0*"]).name == "m-Q5_K_M.gguf"
    with pytest.raises(ModelError, match="m-q8_0"):
        choose(files, ["*q4_k_m*"])


def test_the_catalogue_names_no_file_size_or_digest():
    for model in catalogue():
        assert all("*" in pattern for pattern in model.files)
        assert model.repository.count("/") == 1
        assert model.licence


# ── choosing ──


@llm
def test_a_model_that_was_pulled_is_chosen_by_name_and_given_up_again(weights, settings, capsys):
    home = ["--home", str(settings.home)]
    with LoopbackHub({"small-q4_k_m.gguf": weights}) as hub:
        bangyan(["model", "pull", "owner/small", "--endpoint", hub.address, *home])

    assert bangyan(["model", "use", "owner/small", *home]) == 0
    assert chosen_model(settings) == Shelf.of(settings).pins[0].path
    assert bangyan(["model", "use", "none", *home]) == 0
    assert chosen_model(settings) is None


@llm
def test_a_chosen_file_reads_articles(weights, settings, tmp_path, capsys):
    (tmp_path / "m.gguf").write_bytes(weights)
    (tmp_path / "a.txt").write_text("Zetan-7B在C-Eval上得分61.5%，GPT-4为58.2%。", "utf-8")
    home = ["--home", str(settings.home)]

    assert bangyan(["model", "use", str(tmp_path / "m.gguf"), *home]) == 0
    assert bangyan(["add", str(tmp_path / "a.txt"), "--extractor", "rules", *home]) == 0
    assert bangyan(["extract", "--extractor", "llm", *home]) == 0
    assert bangyan(["model", "test", *home]) == 0
    assert "tokens" in said(capsys)


@llm
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda _: b"no model at all", "no GGUF file"),
        (lambda _: b"", "no GGUF file"),
        (lambda whole: whole[: len(whole) // 2], "cut short"),
        (lambda whole: whole[:600], "cut short"),
        (lambda whole: whole.replace(b"llama", b"hydra"), "architecture not known"),
    ],
)
def test_a_file_that_can_be_no_model_gets_one_clear_line(weights, settings, tmp_path, capsys, change, why):
    path = tmp_path / "m.gguf"
    path.write_bytes(change(weights))

    status = bangyan(["model", "use", str(path), "--home", str(settings.home)])

    told = capsys.readouterr().err
    assert status == 1
    assert why in told
    assert told.count("\n") == 1
    assert chosen_model(settings) is None


def test_a_model_that_does_not_fit_into_memory_is_said(weights, tmp_path):
    path = tmp_path / "m.gguf"
    path.write_bytes(weights)

    with pytest.raises(ModelError, match="model too big"):
        check_file(path, free=1000)


def test_a_file_that_changed_gets_a_new_digest(settings, tmp_path):
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF one")
    first = model_file(settings, path).digest
    path.write_bytes(b"GGUF another")

    assert model_file(settings, path).digest == hashlib.sha256(b"GGUF another").hexdigest() != first


def test_an_unknown_name_of_a_model_names_the_known_ones(settings, capsys):
    assert bangyan(["model", "pull", "nosuch", "--home", str(settings.home)]) == 2
    assert "qwen3-4b" in said(capsys)


def test_settings_of_a_model_that_cannot_be_are_refused(monkeypatch, capsys):
    monkeypatch.setenv("BANGYAN_MODEL_CELLS", "3")

    assert bangyan(["sites"]) == 1
    assert "BANGYAN_MODEL_CELLS" in said(capsys)
