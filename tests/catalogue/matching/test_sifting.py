from hypothesis import given, settings
from hypothesis import strategies as st

from kopru.catalogue.matching import Features, compare, is_hopeless, pack

isbns = st.lists(st.sampled_from(["9789754700114", "9786257751520", "9789944252805"]), max_size=2, unique=True).map(tuple)  # fmt: skip
features = st.builds(
    Features,
    title=st.sampled_from(["", "kar", "introduction to algebra", "introduction to logic"]),
    said=st.sampled_from(["", "ali veli"]),
    place=st.sampled_from(["", "ankara"]),
    edition_sort=st.sampled_from(["", "cep"]),
    series=st.sampled_from([(), ("dizi|1",), ("dizi|2",)]),
    subtitle=st.sampled_from(["", "roman"]),
    volume=st.sampled_from(["", "1", "2"]),
    volumes=st.sampled_from([0, 2]),
    authors=st.sampled_from([(), ("pamuk orhan",), ("kemal yasar",)]),
    publisher=st.sampled_from(["", "can|c", "iletisim|i"]),
    years=st.lists(st.integers(1990, 1993), max_size=2, unique=True).map(tuple),
    edition=st.integers(0, 2),
    pages=st.sampled_from([0, 100, 103, 250]),
    kind=st.sampled_from(["", "book", "thesis"]),
    form=st.sampled_from(["", "online"]),
    language=st.sampled_from(["", "tur", "eng"]),
    isbns=isbns,
    other_isbns=isbns,
    issns=st.sampled_from([(), ("13001234",), ("13005678",)]),
)


@settings(max_examples=3_000, deadline=None)
@given(features, features)
def test_what_is_left_out_would_be_another_edition(one, other):
    if is_hopeless(one, pack(other)):
        assert compare(one, other).outcome == "different"


def test_most_that_share_a_beginning_are_left_out():
    one = Features(title="kar", years=(1990,), pages=100, isbns=("9789754700114",), kind="book")
    other = one._replace(title="kara", pages=300, isbns=("9786257751520",))
    assert is_hopeless(one, pack(other))
    assert not is_hopeless(one, pack(one))
