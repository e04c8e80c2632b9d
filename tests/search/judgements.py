"""What readers look for in the sample library, and what they must find: judged by reading its cases.

One line each: the query, the language of the page, the cases (by slug) or lessons (by case and key) that it must
find, and why. `first` must come first; `never` must not be found, `only` says that nothing else must be. `guess`
are the words that are searched for when those typed are misspelt.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Judged:
    """A query and what it must and must not find."""

    query: str
    language: str
    finds: tuple[str, ...]
    why: str
    first: str = ""
    never: tuple[str, ...] = ()
    only: bool = False
    guess: str = ""


def cases(
    query: str, language: str, finds: str, why: str, *, never: str = "", **judged: str | bool
) -> Judged:
    """A query for cases; slugs in one text."""
    return Judged(query, language, tuple(finds.split()), why, never=tuple(never.split()), **judged)  # type: ignore[arg-type]


ALMADA = "almada-belo-horizonte"
BARCELONA = "barcelona-maputo"
BELO = "belo-horizonte-maputo"
BRUSQUE = "karlsruhe-brusque"
CANOAS = "canoas-matola"
CEBU = "yokohama-cebu"
DONDO = "guarulhos-dondo-manhica"
DSCHANG = "nantes-dschang"
HAITI = "montreal-port-au-prince"
HOUSES = "durban-peer-exchange-informal-settlements"
LEIPZIG = "leipzig-addis-ababa"
LILONGWE = "johannesburg-lilongwe"
MEDELLIN = "barcelona-medellin"
MZUZU = "durban-mzuzu"
NAMPULA = "guarulhos-nampula"
OUAGA = "lyon-ouagadougou"
SALVADOR = "salvador-maputo"
SURABAYA = "kitakyushu-surabaya"
TOWNS = "durban-namibian-towns"

MOZAMBICAN = f"{BELO} {NAMPULA} {DONDO} {CANOAS} {BARCELONA} {SALVADOR}"
ON_WASTE = f"{DSCHANG} {OUAGA} {SURABAYA} {CEBU} {BARCELONA}"
ON_LIGHTING = f"{OUAGA} {ALMADA} {BRUSQUE}"
ON_SETTLEMENTS = f"{BELO} {SALVADOR} {HOUSES} {BARCELONA}"

CASES = [
    # what people ask, in the words of their work
    cases("participatory budgeting", "en", f"{DONDO} {BELO}", "Dondo's is the case; Maputo's is a lesson there", first=DONDO, never=f"{OUAGA} {CEBU}"),
    cases("cadastre", "en", NAMPULA, "its title", first=NAMPULA, never=f"{DSCHANG} {BRUSQUE}"),
    cases("waste collection", "en", f"{OUAGA} {DSCHANG}", "both collect", first=OUAGA, never=f"{LEIPZIG} {BRUSQUE}"),
    cases("household waste", "en", ON_WASTE, "under the theme", only=True),
    cases("waste", "en", ON_WASTE, "waste is a subject of these", never=f"{BRUSQUE} {LEIPZIG} {MZUZU}", first=SURABAYA),
    cases("composting", "en", f"{DSCHANG} {SURABAYA}", "both compost", first=DSCHANG, only=True),
    cases("slum upgrading", "en", f"{SALVADOR} {BELO}", "a source and the title say so", never=f"{OUAGA} {CANOAS}"),
    cases("informal settlements", "en", ON_SETTLEMENTS, "the theme, and a challenge in Barcelona's", first=BELO, never=f"{OUAGA} {TOWNS}"),
    cases("land titles in Maputo", "en", BARCELONA, "DUAT titles", only=True),
    cases("markets", "en", f"{BARCELONA} {MEDELLIN} {HOUSES}", "in the title, then by theme", first=BARCELONA, only=True),
    cases("women", "en", OUAGA, "the green brigade", only=True),
    cases("strategic planning small towns", "en", TOWNS, "four towns wrote strategies", only=True),
    cases("what did not work", "en", f"{DSCHANG} {HOUSES}", "they have a lesson that did not work", only=True),
    cases("how to start composting at home", "en", SURABAYA, "baskets at home", first=SURABAYA, only=True),
    cases("training of municipal staff", "en", f"{HAITI} {OUAGA}", "staff were trained", never=f"{CEBU} {SURABAYA}"),
    cases("street lighting", "en", ON_LIGHTING, "under the theme", only=True),
    cases("digital government", "en", CANOAS, "in its title", first=CANOAS, only=True),
    cases("tax database", "en", HAITI, "an outcome", only=True),
    cases("cholera", "en", LILONGWE, "an outcome", only=True),
    cases("people with disabilities", "en", LEIPZIG, "for them", only=True),
    cases("recycling plant plastic", "en", CEBU, "its title", only=True),
    cases("bike sharing", "en", BRUSQUE, "stands in the plan", only=True),
    cases("ladybirds", "en", ALMADA, "its title", only=True),
    cases("strategy without consultants", "en", TOWNS, "its title", first=TOWNS),
    cases("Maputo", "en", f"{BELO} {BARCELONA} {SALVADOR}", "cities of these; others only name it", first=BELO, never=f"{OUAGA} {CEBU}"),
    # words of another language
    cases("orçamento participativo", "pt", f"{DONDO} {BELO}", "theme and glossary", first=DONDO, never=f"{OUAGA} {CEBU}"),
    cases("compostagem", "pt", f"{DSCHANG} {SURABAYA}", "only in French and English, under that theme", only=True),
    cases("compostaje", "es", f"{DSCHANG} {SURABAYA}", "only in French and English, under that theme", only=True),
    cases("resíduos domésticos", "pt", ON_WASTE, "most are in English only", only=True),
    cases("residuos", "es", ON_WASTE, "a side of the name of a theme", never=f"{BRUSQUE} {LEIPZIG}"),
    cases("déchets", "fr", ON_WASTE, "the cases in French come first", first=DSCHANG, never=f"{BRUSQUE} {LEIPZIG}"),
    cases("iluminação pública", "pt", ON_LIGHTING, "Brusque's is in English only", first=ALMADA, only=True),
    cases("alumbrado público", "es", ON_LIGHTING, "none of them is in Spanish", only=True),
    cases("éclairage public", "fr", ON_LIGHTING, "Ouagadougou's is in French", first=OUAGA, only=True),
    cases("asentamientos informales", "es", ON_SETTLEMENTS, "two of them are in English only", first=BELO, never=OUAGA),
    cases("quartiers informels", "fr", ON_SETTLEMENTS, "a theme and a term", first=BELO, never=OUAGA),
    cases("bibliothèques", "fr", MEDELLIN, "in Spanish and English, under that theme", only=True),
    cases("vélo", "fr", BRUSQUE, "in English only, under that theme", only=True),
    cases("mulheres", "pt", OUAGA, "a side of the name of a theme", only=True),
    cases("mujeres", "es", OUAGA, "a side of the name of a theme", only=True),
    cases("educação", "pt", f"{LEIPZIG} {BRUSQUE}", "a side of the name of a theme", never=f"{DSCHANG} {CEBU}"),
    cases("clima", "pt", f"{ALMADA} {BRUSQUE}", "Brusque's is in English only", first=ALMADA, only=True),
    cases("desastre", "es", HAITI, "a word of the name of a theme", only=True),
    cases("aménagement du territoire", "fr", NAMPULA, "in French, and under that theme", first=NAMPULA, never=CEBU),
    cases("saneamento", "pt", SALVADOR, "in English only, a side of the name of a theme", only=True),
    cases("cooperação descentralizada", "pt", CANOAS, "a lesson about associations", never=f"{CEBU} {SURABAYA}"),
    # words in a language that the reader isn't reading, and in two
    cases("household waste", "fr", ON_WASTE, "English typed on a French page", only=True),
    cases("joaninhas", "en", ALMADA, "Portuguese typed on an English page", only=True),
    cases("cancha deportiva", "fr", MEDELLIN, "Spanish typed on a French page", only=True),
    cases("compostagem communes", "pt", DSCHANG, "a word of each of two languages", only=True),
    cases("ladybirds lagoa", "en", ALMADA, "a word of each of two languages", only=True),
    cases("orçamento participativo Dondo", "pt", DONDO, "a term and a city", only=True),
    # countries, which cases seldom name
    cases("Mozambique", "en", MOZAMBICAN, "by its cities", first=NAMPULA, never=f"{OUAGA} {CEBU} {LEIPZIG}"),
    cases("Moçambique", "pt", MOZAMBICAN, "by its cities", never=f"{OUAGA} {CEBU} {LEIPZIG}"),
    cases("Cameroun", "fr", DSCHANG, "no text names it", only=True),
    cases("Japón", "es", f"{SURABAYA} {CEBU}", "no text is in Spanish", only=True),
    cases("waste Japan", "en", f"{SURABAYA} {CEBU}", "a subject and a country", only=True),
    cases("déchets Burkina Faso", "fr", OUAGA, "a subject and a country", only=True),
    # inflections
    cases("cidade", "pt", f"{NAMPULA} {DONDO} {CANOAS} {BELO}", "cidades"),
    cases("ciudades", "es", f"{NAMPULA} {DONDO} {CANOAS} {BELO}", "ciudad and ciudades"),
    cases("marchés", "fr", f"{BARCELONA} {MEDELLIN} {HOUSES}", "a theme in the plural", only=True),
    cases("cadastros", "pt", NAMPULA, "cadastro", first=NAMPULA, never=DSCHANG),
    cases("settlement", "en", ON_SETTLEMENTS, "settlements", first=BELO),
    cases("communes", "fr", DSCHANG, "commune", first=DSCHANG),
    cases("visita", "pt", f"{CANOAS} {ALMADA}", "visitas, visitou", never=CEBU),
    # accents left out, capitals, letters written in two ways
    cases("participacao", "pt", DONDO, "its title", first=DONDO),
    cases("orcamentos participativos", "pt", f"{DONDO} {BELO}", "no accent, plural", first=DONDO, never=CEBU),
    cases("planificacion", "es", f"{NAMPULA} {BARCELONA} {MEDELLIN}", "planificación"),
    cases("dechets menagers", "fr", ON_WASTE, "no accents", only=True),
    cases("Medellin", "en", MEDELLIN, "Medellín", only=True),
    cases("MANHICA", "en", DONDO, "Manhiça", first=DONDO),
    cases("Maltahohe", "en", TOWNS, "Maltahöhe", only=True),
    cases("Montréal", "en", HAITI, "also typed by English readers", only=True),
    # hyphens, apostrophes, numbers
    cases("Xai-Xai", "en", DONDO, "its mayor is quoted", only=True),
    cases("xai xai", "pt", DONDO, "the same in two words", only=True),
    cases("port au prince", "fr", HAITI, "no hyphens", only=True),
    cases("PORT-AU-PRINCE", "en", HAITI, "capitals", only=True),
    cases("l'éclairage", "fr", OUAGA, "an article", first=OUAGA),
    cases("d’assainissement", "fr", SALVADOR, "an article; the theme is in English only", only=True),
    cases("UN-Habitat", "en", MEDELLIN, "a hyphen", only=True),
    cases("ONU Hábitat", "es", MEDELLIN, "ONU-Hábitat", only=True),
    cases("2019", "en", f"{ALMADA} {BRUSQUE} {LEIPZIG}", "a year", only=True),
    cases("1993", "fr", OUAGA, "a year", only=True),
    cases("2013-2016", "es", BARCELONA, "two years, however they are joined", never=f"{CEBU} {LEIPZIG}"),
    # phrases, and words left out
    cases('"city hall"', "en", f"{LILONGWE} {HAITI}", "stands so", only=True),
    cases('"Port-au-Prince"', "fr", HAITI, "a hyphen in a phrase", only=True),
    cases('"presupuesto participativo"', "es", f"{DONDO} {BELO}", "stands so", only=True),
    cases('"compostagem"', "pt", "", "in quotes, only the word itself: no text has it", only=True),
    cases('"orçamento participativo" Dondo', "pt", DONDO, "a phrase and a word", only=True),
    cases("waste -composting", "en", f"{OUAGA} {CEBU} {BARCELONA}", "two compost", never=f"{DSCHANG} {SURABAYA}"),
    cases('planning -"informal settlement"', "en", f"{NAMPULA} {LILONGWE} {TOWNS}", "a phrase left out", never=f"{BELO} {HOUSES}"),
    cases("maputo -brazil", "en", BARCELONA, "the others are from Brazil", never=f"{BELO} {SALVADOR} {NAMPULA}"),
    cases("mercados -archivos", "es", f"{MEDELLIN} {HOUSES}", "Barcelona's has archives", never=BARCELONA),
    cases("markets or libraries", "en", f"{BARCELONA} {MEDELLIN} {HOUSES}", "one or the other", only=True),
    # typing errors
    cases("orcamento participatvo", "pt", f"{DONDO} {BELO}", "as in the order of work", guess="orcamento participativo", first=DONDO, never=CEBU),
    cases("compostign", "en", f"{DSCHANG} {SURABAYA}", "composting", guess="composting", only=True),
    cases("mapotu", "en", f"{BELO} {BARCELONA} {SALVADOR}", "Maputo", guess="maputo", never=CEBU),
    cases("compostign de Surabaya", "en", SURABAYA, "one word of several", guess="composting Surabaya", only=True),
    cases("catastrro", "es", NAMPULA, "catastro", guess="catastro", first=NAMPULA),
    cases("Ouagadugu", "fr", OUAGA, "Ouagadougou", guess="ouagadougou", only=True),
    cases("bibliotheqes", "fr", MEDELLIN, "a name that no text has", guess="bibliotheques", only=True),
    cases("partcipatory budgetting", "en", f"{DONDO} {BELO}", "both misspelt", guess="participatory budgeting", first=DONDO),
    # what there is not
    cases("zebra", "en", "", "nobody learnt about zebras", only=True),
    cases("N'Djamena", "fr", "", "not in the library", only=True),
    cases("Pirai-do-Sul", "pt", "", "not in the library", only=True),
    cases("de la", "es", "", "small words alone say nothing", never=f"{MZUZU} {TOWNS} {LEIPZIG}"),
    cases("women in markets", "en", "", "no case has both", only=True),
]  # fmt: skip

LESSONS = [
    cases("cadastre", "fr", f"{NAMPULA}/change-the-approach {NAMPULA}/layer-other-data", "title and theme", first=f"{NAMPULA}/change-the-approach", never=f"{DSCHANG}/main-platform"),
    cases("cadastro", "pt", f"{NAMPULA}/change-the-approach {NAMPULA}/layer-other-data", "title and theme", first=f"{NAMPULA}/change-the-approach"),
    cases("what did not work", "en", f"{DSCHANG}/main-platform {HOUSES}/share-the-cost", "a kind of lesson", only=True),
    cases("o que não funcionou", "pt", f"{DSCHANG}/main-platform {HOUSES}/share-the-cost", "the same in Portuguese", only=True),
    cases("what did not work composting", "en", f"{DSCHANG}/main-platform", "a kind and a theme", only=True),
    cases("composting", "en", f"{DSCHANG}/main-platform {DSCHANG}/small-platforms {SURABAYA}/organics-first", "by theme and words", only=True),
    cases("compostagem", "pt", f"{DSCHANG}/main-platform {DSCHANG}/small-platforms {SURABAYA}/organics-first", "none is in Portuguese", only=True),
    cases("Dschang", "fr", f"{DSCHANG}/main-platform {DSCHANG}/small-platforms", "the city of its case", only=True),
    cases("political support", "en", f"{DONDO}/political-support", "its title", only=True),
    cases("apoyo político", "es", f"{DONDO}/political-support", "its title", first=f"{DONDO}/political-support"),
    cases("confiança", "pt", f"{CANOAS}/build-trust", "its title", first=f"{CANOAS}/build-trust"),
    cases("traders", "en", f"{HOUSES}/ask-traders", "its title", only=True),
    cases("mercados", "es", f"{HOUSES}/ask-traders", "in English only, under that theme", only=True),
    cases("NGO", "en", f"{HAITI}/city-staff", "NGOs, which no stemmer takes apart", only=True),
    cases("participatory budgeting", "en", f"{BELO}/close-peers", "its text", first=f"{BELO}/close-peers", never=f"{DSCHANG}/main-platform"),
    cases("disaster", "en", f"{HAITI}/means-not-people", "its theme", first=f"{HAITI}/means-not-people", only=True),
    cases("women", "en", "", "no lesson of the sample is about women", only=True),
]  # fmt: skip
