"""The moderators' list has its order in an index; a doubled index goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_rules_and_decisions_use_known_words")]

    operations = [
        migrations.AlterField(
            model_name='moderationdecision',
            name='comment',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='comments.comment'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['-posted_at', '-base_row'], name='comments_newest'),
        ),
    ]
