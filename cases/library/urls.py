"""The addresses of the library, below the language prefix, grouped by what they show."""

from django.urls import path

from .citing import citation_views
from .collecting import reading_list_views
from .exploring import places_views, programme_views
from .finding import finding_views, suggesting_views
from .front import home_views
from .gathered import gathered_views
from .likeness import likeness_views
from .reading import case_views, lesson_views
from .taking import data_views, taking_views
from .taking.iati import iati_views

app_name = "library"

pages = [
    path("", home_views.home, name="home"),
    path("about/", home_views.about, name="about"),
    path("accessibility/", home_views.accessibility, name="accessibility"),
    path("opensearch.xml", home_views.opensearch, name="opensearch"),
    path("suggest/", suggesting_views.suggest, name="suggest"),
    path("suggest.json", suggesting_views.complete, name="complete"),
]
publications = [
    path("publications/", gathered_views.publications, name="publications"),
    path("publications/<slug:slug>/", gathered_views.compendium, name="compendium"),
    path(
        "publications/<slug:slug>/v<int:number>/",
        gathered_views.compendium_edition,
        name="compendium_edition",
    ),
    path("publications/<slug:slug>/cite.<str:form>", gathered_views.cite, name="cite_compendium"),
    path(
        "publications/<slug:slug>/v<int:number>/cite.<str:form>",
        gathered_views.cite,
        name="cite_compendium_edition",
    ),
]
cases = [
    path("cases/", finding_views.cases, name="cases"),
    path("cases.csv", taking_views.cases_csv, name="cases_csv"),
    path("cases.xlsx", taking_views.cases_xlsx, name="cases_xlsx"),
    path("cases.json", taking_views.cases_json, name="cases_json"),
    path("cases.atom", taking_views.cases_atom, name="cases_atom"),
    path("cases/compare/", likeness_views.compare, name="compare"),
    path("cases/<slug:slug>.json", data_views.case_json, name="case_json"),
    path("cases/<slug:slug>/", case_views.case, name="case"),
    path("cases/<slug:slug>/v<int:number>.json", data_views.case_json, name="edition_json"),
    path("cases/<slug:slug>/v<int:number>/", case_views.edition, name="edition"),
    path("cases/<slug:slug>/cite.<str:form>", citation_views.of_case, name="cite_case"),
    path("cases/<slug:slug>/v<int:number>/cite.<str:form>", citation_views.of_case, name="cite_edition"),
]
lessons = [
    path("lessons.csv", taking_views.lessons_csv, name="lessons_csv"),
    path("lessons.xlsx", taking_views.lessons_xlsx, name="lessons_xlsx"),
    path("lessons.json", taking_views.lessons_json, name="lessons_json"),
    path("lessons.atom", taking_views.lessons_atom, name="lessons_atom"),
    path("lessons/", finding_views.lessons, name="lessons"),
    path("lessons/<uuid:uid>/", lesson_views.lesson, name="lesson"),
    path("lessons/<uuid:uid>/cite.<str:form>", citation_views.of_lesson, name="cite_lesson"),
]
reading = [
    path("reading-list/", reading_list_views.reading_list, name="reading_list"),
    path("reading-list/cite.<str:form>", reading_list_views.cite, name="cite_reading_list"),
]
themes = [
    path("themes/", places_views.themes, name="themes"),
    path("themes/<slug:slug>/", places_views.theme, name="theme"),
]
cities = [
    path("cities/", places_views.cities, name="cities"),
    path("cities/like-mine/", likeness_views.like_mine, name="like_mine"),
    path("cities/<slug:slug>/", places_views.city, name="city"),
]
partnerships = [
    path("partnerships/", programme_views.partnerships, name="partnerships"),
    path("partnerships/<slug:slug>/", programme_views.partnership, name="partnership"),
]
programmes = [
    path("programmes/", programme_views.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programme_views.programme, name="programme"),
    path("programmes/<slug:slug>/iati.xml", iati_views.programme, name="programme_iati"),
]
organisations = [
    path("organisations/", places_views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", places_views.organisation, name="organisation"),
]

urlpatterns = [
    *pages,
    *publications,
    *cases,
    *lessons,
    *reading,
    *themes,
    *cities,
    *partnerships,
    *programmes,
    *organisations,
]
