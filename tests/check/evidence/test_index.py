from attribune.check.evidence.index import Index
from tests.fakes import article


def test_the_article_with_the_rare_words_comes_first() -> None:
    articles = [article(n, f"the bridge is closed and the ferry sails number {n}") for n in range(1, 20)]
    articles.append(article(20, "the bridge is closed, and pelicans sleep on the ferry"))
    index = Index(articles, ["pelicans sleep on the ferry"])
    assert index.candidates("Pelicans sleep on the ferry", 3)[0][0] == 19


def test_order_decides_between_articles_of_the_same_words() -> None:
    articles = [article(1, "we do not now what will we say"), article(2, "now what we will not say do we")]
    index = Index(articles, ["what we will not say"])
    assert [number for number, _ in index.candidates("what we will not say", 2)] == [1, 0]


def test_nothing_shared_is_no_candidate() -> None:
    assert Index([article(1, "entirely different")], ["pelicans sleep"]).candidates("pelicans sleep", 5) == []
