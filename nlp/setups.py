"""How each value of a sentence was tested: the setting in a bracket behind, dealt to it, beside it, or before it.

A setting holds until another benchmark, and not for a rival's figure.
"""

import re

from nlp.owners import Owner
from nlp.scene import ALL, Scene
from nlp.skeleton import BENCHMARK, MODEL, SETTING, VALUE

_WITH_SETTING = re.compile(f"的?{SETTING}")
_HEADS = re.compile(rf"[^,;。:{MODEL}{VALUE}]*{BENCHMARK}\([^()]*\):")
_RIVAL = re.compile(rf"{VALUE}.*{MODEL}")
_BESIDE = re.compile(r"(?:的|\+|/|&|,|且|设置|下|模式)*")


class Setups:
    """The settings of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.places = scene.places

    def of_value(self, value: int, owner: Owner, benchmarks: list[int]) -> list[int]:
        """The settings of a value whose owner and benchmarks are known."""
        place = self.places[value]
        if own := self._in_bracket_behind(place) or self._in_same_bracket(place):
            return own
        if behind := _WITH_SETTING.match(self.text, place + 1):
            setting = self.scene.token_at(behind.end() - 1)  # Ⓥ的pass@1
            if behind[0] != SETTING or self._is_at_k(setting):
                return [setting]
        if len(owner.models) == 1 and (told := self._in_bracket_behind(self.places[owner.models[0]])):
            return told  # Ⓜ(不用工具)得Ⓥ
        dealt = self.scene.dealt_as(SETTING, value)
        if dealt is not None:
            return [dealt]
        if owner.rival and not ALL.search(self.text, self.scene.clause_start(place), place):
            return []
        if nearby := self._since_last_figure(place):
            return nearby
        for benchmark in benchmarks:
            at = self.places[benchmark]
            if _HEADS.match(self.text, 0, place) and MODEL not in self.text[:at]:
                return self._in_bracket_behind(at)  # Ⓑ(Ⓣ):Ⓜ为Ⓥ,Ⓜ为Ⓥ
            if _RIVAL.search(self.text, at, place):
                return []
            if bound := self._in_bracket_behind(at):
                return bound
        return self._loose_settings(place)

    def _is_at_k(self, setting: int) -> bool:
        condition = self.scene.tokens[setting].condition
        return condition is not None and condition.kind == "at_k"

    def _since_last_figure(self, place: int) -> list[int]:
        """A setting between the last name or figure and this one: Ⓜ零样本平均分为Ⓥ."""
        start = max(self.text.rfind(letter, 0, place) for letter in (MODEL, BENCHMARK, VALUE))
        found = self._settings_in(max(start, self.scene.clause_start(place) - 1), place)
        return [i for i in found if self.scene.host(self.places[i]) is None and not self._is_of_figure(i)]

    def _is_of_figure(self, setting: int) -> bool:
        """Whether the setting stands behind a figure that it belongs to: Ⓥ的pass@1."""
        at = self.places[setting]
        return self.text[max(0, at - 2) : at] == f"{VALUE}的"

    def _in_bracket_behind(self, place: int) -> list[int]:
        if self.text[place + 1 : place + 2] != "(":
            return []
        end = self.text.find(")", place)
        inside = self.text[place + 2 : end]
        return [] if VALUE in inside or MODEL in inside else self._settings_in(place, end)

    def _in_same_bracket(self, place: int) -> list[int]:
        opened, end = self.scene.bracket(place), self.text.find(")", place)
        return self._settings_in(opened, end if end > 0 else len(self.text)) if opened >= 0 else []

    def _settings_in(self, start: int, end: int) -> list[int]:
        return [i for i in self.scene.of(SETTING) if start < self.places[i] < end]

    def _loose_settings(self, place: int) -> list[int]:
        """The nearest setting before, with those right beside it, unless another benchmark's values part them."""
        loose = [i for i in self.scene.before(SETTING, place) if self.scene.host(self.places[i]) is None]
        before = [i for i in loose if not self._is_of_figure(i)]
        if not before:
            return []
        run = self.scene.list_of(before[-1])
        between = self.text[self.places[before[-1]] + 1 : place]
        if len(run) > 1:
            return run if BENCHMARK not in between and self._are_one_setup(run) else []
        if BENCHMARK in between and VALUE in between:
            return []
        return self._beside(before)

    def _beside(self, before: list[int]) -> list[int]:
        kept = [before[-1]]
        for i in reversed(before[:-1]):
            if not _BESIDE.fullmatch(self.text, self.places[i] + 1, self.places[kept[0]]):
                break
            kept.insert(0, i)
        return kept

    def _are_one_setup(self, run: list[int]) -> bool:
        """2K分辨率、High Tier、Vulkan: a list that describes one run, where shots in a list describe several."""
        return {c.kind for i in run if (c := self.scene.tokens[i].condition)} == {"screen"}
