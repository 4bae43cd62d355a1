"""What a rule asks for and what a decision says are known words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_first_rules")]

    operations = [
        migrations.AddConstraint(
            model_name='moderationdecision',
            constraint=models.CheckConstraint(condition=models.Q(('from_state__in', ['', 'unconfirmed', 'held', 'public', 'spam', 'removed'])), name='comments_decision_known_from_state', violation_error_message='A comment was new, unconfirmed, held, public, spam or removed.'),
        ),
        migrations.AddConstraint(
            model_name='moderationdecision',
            constraint=models.CheckConstraint(condition=models.Q(('to_state__in', ['unconfirmed', 'held', 'public', 'spam', 'removed'])), name='comments_decision_known_to_state', violation_error_message='A comment becomes unconfirmed, held, public, spam or removed.'),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(('condition__in', ['first_comment', 'links', 'words', 'email', 'address', 'post_age', 'capitals'])), name='comments_rule_known_condition', violation_error_message='No rule knows this condition.'),
        ),
    ]
