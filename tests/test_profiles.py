"""Profiles as values: each with a name of ours is itself in every process."""

import pickle

import pytest

from alimtalk_rules import INFOBIP, KAKAO, Profile
from alimtalk_rules.payloads import gateway_named


@pytest.mark.parametrize("profile", [INFOBIP, KAKAO], ids=lambda profile: profile.name)
def test_a_named_profile_stays_itself(profile: Profile) -> None:
    data = pickle.dumps(profile)
    assert pickle.loads(data) is profile  # noqa: S301 - ours
    assert len(data) < 100


@pytest.mark.parametrize(
    "profile",
    [INFOBIP.with_limits(text=1300), gateway_named("sens").profile],
    ids=["1,300", "SENS"],
)
def test_another_stays_equal(profile: Profile) -> None:
    again = pickle.loads(pickle.dumps(profile))  # noqa: S301 - ours
    assert again == profile
    assert again is not INFOBIP
