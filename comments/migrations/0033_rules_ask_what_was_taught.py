
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0032_decisions_say_what_the_rule_went_by'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='rule',
            name='comments_rule_known_condition',
        ),
        migrations.AlterField(
            model_name='rule',
            name='condition',
            field=models.CharField(choices=[('first_comment', 'First comment of this guest or member'), ('trusted', 'Writer has so many public comments, none removed'), ('links', 'At least so many links'), ('words', 'Contains one of these words (one a line)'), ('pattern', 'Matches one of these patterns (one a line)'), ('email', 'E-mail address ends with one of these (one a line)'), ('address', 'IP address in one of these ranges (one a line)'), ('post_age', 'Post at least so many days old'), ('rate', 'Writer posts so many in so many minutes (5/10)'), ('capitals', 'At least so many per cent capital letters'), ('letters', 'At least so many per cent letters of another script'), ('short', 'At most so many characters'), ('long', 'At least so many characters'), ('like_spam', 'At least so many per cent like earlier spam'), ('reports', 'Reported by at least so many readers'), ('likely_spam', 'At least so many per cent likely spam, as taught'), ('language', 'In none of these languages (en, de: one a line)'), ('akismet', 'Akismet calls it spam')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(('condition__in', ['first_comment', 'trusted', 'links', 'words', 'pattern', 'email', 'address', 'post_age', 'rate', 'capitals', 'letters', 'short', 'long', 'like_spam', 'reports', 'likely_spam', 'language', 'akismet'])), name='comments_rule_known_condition', violation_error_message='No rule knows this condition.'),
        ),
    ]
