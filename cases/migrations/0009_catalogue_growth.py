"""The catalogue made to grow: words in narrow tables of their own, changes that are followed, no index unused."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# Rows hold nothing but the way to their vectors: a search reads very many of them, and no vector. PostgreSQL moves
# values out of a row only when the row is over 2 KB. The words of a lesson are fewer: 2100 blanks, which it keeps
# as 40 bytes, make it look.
NARROW = """
    ALTER TABLE cases_listingwords SET (toast_tuple_target = 128);
    ALTER TABLE cases_listinglessonwords SET (toast_tuple_target = 128);
    ALTER TABLE cases_listinglessonwords ADD COLUMN wide text GENERATED ALWAYS AS (repeat(' ', 2100)) STORED;
"""

# What the catalogue held already. The constraints are checked at once, or the tables could not be altered
# in the same transaction. Changes are numbered on from the version that the catalogue has.
MOVED = """
    SET CONSTRAINTS ALL IMMEDIATE;
    INSERT INTO cases_listingwords (listing_id, language, title, lessons, everything)
        SELECT listing_id, language, ts_filter(vector, '{a}'), ts_filter(vector, '{a,b,c}'), vector
        FROM cases_listingtext;
    INSERT INTO cases_listinglessonwords (lesson_id, language, title, everything)
        SELECT lesson_id, language, ts_filter(vector, '{a}'), vector FROM cases_listinglessontext;
    INSERT INTO cases_catalogueword (word)
        SELECT DISTINCT word
        FROM (SELECT title || ' ' || summary FROM cases_listingtext
              UNION ALL SELECT title || ' ' || text FROM cases_listinglessontext) AS told (words),
            regexp_split_to_table(lower(unaccent(words)), '[^[:alnum:]]+') AS word
        WHERE length(word) BETWEEN 4 AND 40;
    SELECT setval(pg_get_serial_sequence('cases_cataloguechange', 'id'), number) FROM cases_catalogueversion
        WHERE number > 0;
    SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_open_challenges'),
    ]

    operations = [
        migrations.CreateModel(
            name='CatalogueChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('everything', models.BooleanField(default=False)),
                ('listings', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('lessons', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
            ],
            options={
                'verbose_name': 'change of the catalogue',
                'verbose_name_plural': 'changes of the catalogue',
            },
        ),
        migrations.CreateModel(
            name='CatalogueWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=40, unique=True)),
            ],
            options={
                'verbose_name': 'word of the catalogue',
                'verbose_name_plural': 'words of the catalogue',
            },
        ),
        migrations.CreateModel(
            name='ListingLessonWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('title', django.contrib.postgres.search.SearchVectorField()),
                ('everything', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'verbose_name': 'words of a lesson',
                'verbose_name_plural': 'words of lessons',
            },
        ),
        migrations.CreateModel(
            name='ListingWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('title', django.contrib.postgres.search.SearchVectorField()),
                ('lessons', django.contrib.postgres.search.SearchVectorField()),
                ('everything', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'verbose_name': 'words of a listing',
                'verbose_name_plural': 'words of listings',
            },
        ),
        migrations.AlterModelOptions(
            name='listing',
            options={'ordering': ['-published_at', 'pk'], 'verbose_name': 'listing', 'verbose_name_plural': 'listings'},
        ),
        migrations.AlterModelOptions(
            name='listinglesson',
            options={'ordering': ['-published_at', 'pk'], 'verbose_name': 'lesson of a listing', 'verbose_name_plural': 'lessons of listings'},
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='cases_listi_publish_4ce29c_idx',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_themes',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_sdgs',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_countries',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_cities',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_languages',
        ),
        migrations.RemoveIndex(
            model_name='listing',
            name='listing_organisations',
        ),
        migrations.RemoveIndex(
            model_name='listinglesson',
            name='listing_lesson_themes',
        ),
        migrations.RemoveIndex(
            model_name='listinglessontext',
            name='listing_lesson_text_vector',
        ),
        migrations.RemoveIndex(
            model_name='listingtext',
            name='listing_text_vector',
        ),
        migrations.AlterField(
            model_name='listinglesson',
            name='kind',
            field=models.CharField(max_length=20),
        ),
        migrations.AlterField(
            model_name='listingtext',
            name='sort_key',
            field=models.CharField(max_length=400),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['-published_at', 'id'], name='listing_newest'),
        ),
        migrations.AddIndex(
            model_name='listinglesson',
            index=models.Index(fields=['-published_at', 'id'], name='listing_lesson_newest'),
        ),
        migrations.AddIndex(
            model_name='listingtext',
            index=models.Index(fields=['language', 'sort_key'], name='listing_text_sorted'),
        ),
        migrations.AddIndex(
            model_name='catalogueword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['word'], name='catalogue_word_spelling', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddField(
            model_name='listinglessonwords',
            name='lesson',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='cases.listinglesson'),
        ),
        migrations.AddField(
            model_name='listingwords',
            name='listing',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='cases.listing'),
        ),
        migrations.RunSQL(NARROW, migrations.RunSQL.noop),
        migrations.RunSQL(MOVED, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='listinglessontext',
            name='vector',
        ),
        migrations.RemoveField(
            model_name='listingtext',
            name='vector',
        ),
        migrations.AddIndex(
            model_name='listinglessonwords',
            index=django.contrib.postgres.indexes.GinIndex(fields=['title'], name='listing_lesson_in_title'),
        ),
        migrations.AddIndex(
            model_name='listinglessonwords',
            index=django.contrib.postgres.indexes.GinIndex(fields=['everything'], name='listing_lesson_in_everything'),
        ),
        migrations.AddConstraint(
            model_name='listinglessonwords',
            constraint=models.UniqueConstraint(fields=('lesson', 'language'), name='listing_lesson_words_once', violation_error_message='This lesson is listed in this language already.'),
        ),
        migrations.AddIndex(
            model_name='listingwords',
            index=django.contrib.postgres.indexes.GinIndex(fields=['title'], name='listing_in_title'),
        ),
        migrations.AddIndex(
            model_name='listingwords',
            index=django.contrib.postgres.indexes.GinIndex(fields=['lessons'], name='listing_in_lessons'),
        ),
        migrations.AddIndex(
            model_name='listingwords',
            index=django.contrib.postgres.indexes.GinIndex(fields=['everything'], name='listing_in_everything'),
        ),
        migrations.AddConstraint(
            model_name='listingwords',
            constraint=models.UniqueConstraint(fields=('listing', 'language'), name='listing_words_once', violation_error_message='This case is listed in this language already.'),
        ),
    ]
