"""The words of all comments in an index of the database's own, kept by triggers.

It stands on the library's table, which holds text, name, account and post of every
comment, and whose columns do not change: on SQLite a table that Django alters loses its
triggers. SQLite reads the texts there; PostgreSQL keeps its words in a narrow table.
"""

import sys

from django.db import migrations

SQLITE = [
    """
CREATE VIRTUAL TABLE comments_words USING fts5(
  comment, user_name, object_pk, user_id,
  content='django_comments', content_rowid='id',
  tokenize='unicode61 remove_diacritics 2', columnsize=0
)""",
    """
CREATE TRIGGER comments_words_added AFTER INSERT ON django_comments BEGIN
  INSERT INTO comments_words (rowid, comment, user_name, object_pk, user_id)
  VALUES (NEW.id, NEW.comment, NEW.user_name, NEW.object_pk, NEW.user_id);
END""",
    """
CREATE TRIGGER comments_words_gone AFTER DELETE ON django_comments BEGIN
  INSERT INTO comments_words
    (comments_words, rowid, comment, user_name, object_pk, user_id)
  VALUES
    ('delete', OLD.id, OLD.comment, OLD.user_name, OLD.object_pk, OLD.user_id);
END""",
    """
CREATE TRIGGER comments_words_changed
AFTER UPDATE OF comment, user_name, object_pk, user_id ON django_comments BEGIN
  INSERT INTO comments_words
    (comments_words, rowid, comment, user_name, object_pk, user_id)
  VALUES
    ('delete', OLD.id, OLD.comment, OLD.user_name, OLD.object_pk, OLD.user_id);
  INSERT INTO comments_words (rowid, comment, user_name, object_pk, user_id)
  VALUES (NEW.id, NEW.comment, NEW.user_name, NEW.object_pk, NEW.user_id);
END""",
]
SQLITE_BACK = """
DROP TRIGGER IF EXISTS comments_words_added;
DROP TRIGGER IF EXISTS comments_words_gone;
DROP TRIGGER IF EXISTS comments_words_changed;
DROP TABLE IF EXISTS comments_words;
"""
SQLITE_FILL = "INSERT INTO comments_words (comments_words) VALUES ('rebuild')"

# Beside the words two names that nobody can type: the post, the account.
POSTGRESQL = """
CREATE TABLE comments_words (comment_id bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE FUNCTION comments_words_of(said text, name text, post text, account bigint)
RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT setweight(to_tsvector('simple', name), 'A')
    || to_tsvector('simple', left(said, 200000))
    || array_to_tsvector(array_remove(ARRAY[' p' || post, ' u' || account], NULL))
$$;
CREATE FUNCTION comments_words_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE comments_words;
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM comments_words WHERE comment_id = OLD.id;
  ELSE
    INSERT INTO comments_words VALUES (
      NEW.id,
      comments_words_of(NEW.comment, NEW.user_name, NEW.object_pk, NEW.user_id)
    ) ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER comments_words_added AFTER INSERT OR DELETE
  ON django_comments FOR EACH ROW EXECUTE FUNCTION comments_words_keep();
CREATE TRIGGER comments_words_changed
  AFTER UPDATE OF comment, user_name, object_pk, user_id
  ON django_comments FOR EACH ROW EXECUTE FUNCTION comments_words_keep();
CREATE TRIGGER comments_words_emptied AFTER TRUNCATE
  ON django_comments FOR EACH STATEMENT EXECUTE FUNCTION comments_words_keep();
"""
POSTGRESQL_FILL = """
INSERT INTO comments_words
  SELECT id, comments_words_of(comment, user_name, object_pk, user_id)
  FROM django_comments;
CREATE INDEX comments_words_found ON comments_words USING gin (words);
ANALYZE comments_words;
"""
POSTGRESQL_BACK = """
DROP TRIGGER IF EXISTS comments_words_added ON django_comments;
DROP TRIGGER IF EXISTS comments_words_changed ON django_comments;
DROP TRIGGER IF EXISTS comments_words_emptied ON django_comments;
DROP FUNCTION IF EXISTS comments_words_keep;
DROP FUNCTION IF EXISTS comments_words_of;
DROP TABLE IF EXISTS comments_words;
"""

# From here on whoever migrates would wonder.
MANY = 50_000


def index(apps, schema_editor):
    count = apps.get_model("django_comments", "Comment").objects.count()
    if count > MANY:
        sys.stderr.write(
            f"\n  Indexing the words of {count} comments: a minute or two per million. "
        )
        sys.stderr.flush()
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for statement in SQLITE:
                cursor.execute(statement)
            cursor.execute(SQLITE_FILL)
        else:
            cursor.execute(POSTGRESQL)
            cursor.execute(POSTGRESQL_FILL)


def forget(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    statements = SQLITE_BACK if is_sqlite else POSTGRESQL_BACK
    with schema_editor.connection.cursor() as cursor:
        for statement in statements.strip().split("\n"):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0034_taught_kinds_of_rules_go_on_the_way_back"),
        ("django_comments", "0004_add_object_pk_is_removed_index"),
    ]
    operations = [migrations.RunPython(index, forget)]
