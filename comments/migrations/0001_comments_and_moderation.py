
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('blog', '0001_posts_pages_and_filing'),
        ('django_comments_xtd', '0008_auto_20200920_2037'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('base_row', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='masthead_comment', serialize=False, to='django_comments_xtd.xtdcomment')),
                ('path', models.CharField(editable=False, max_length=224)),
                ('number', models.PositiveIntegerField(editable=False, null=True)),
                ('state', models.CharField(choices=[('unconfirmed', 'Unconfirmed'), ('held', 'Held'), ('public', 'Public'), ('spam', 'Spam'), ('removed', 'Removed')], editable=False, max_length=11)),
                ('posted_at', models.DateTimeField(editable=False)),
                ('author_name', models.CharField(max_length=255)),
                ('author_url', models.TextField(blank=True)),
                ('body_html', models.TextField(editable=False)),
                ('drawn_with', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('reaction_count', models.PositiveIntegerField(default=0, editable=False)),
                ('report_count', models.PositiveIntegerField(default=0, editable=False)),
                ('edited_at', models.DateTimeField(editable=False, null=True)),
                ('state_since', models.DateTimeField(editable=False)),
                ('removal_note', models.CharField(blank=True, max_length=255)),
                ('submission_key', models.UUIDField(editable=False, null=True)),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('author', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('in_reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='comments.comment')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='blog.post')),
            ],
            options={
                'ordering': [],
                'permissions': [('moderate_comment', 'Can moderate all threads'), ('moderate_own_threads', 'Can moderate the threads of own posts')],
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
            bases=('django_comments_xtd.xtdcomment',),
        ),
        migrations.CreateModel(
            name='ModerationDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, choices=[('unconfirmed', 'Unconfirmed'), ('held', 'Held'), ('public', 'Public'), ('spam', 'Spam'), ('removed', 'Removed')], max_length=11)),
                ('to_state', models.CharField(choices=[('unconfirmed', 'Unconfirmed'), ('held', 'Held'), ('public', 'Public'), ('spam', 'Spam'), ('removed', 'Removed')], max_length=11)),
                ('rule', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='comments.comment')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undoes', to='comments.moderationdecision')),
            ],
            options={
                'ordering': ['made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='moderators_notes', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Shown to moderators, and to the writer when held.', max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('condition', models.CharField(choices=[('first_comment', 'First comment of this guest or member'), ('links', 'At least so many links'), ('words', 'Contains one of these words (one a line)'), ('email', 'E-mail address ends with one of these (one a line)'), ('address', 'IP address in one of these ranges (one a line)'), ('post_age', 'Post at least so many days old'), ('capitals', 'At least so many per cent capital letters')], max_length=20)),
                ('value', models.TextField(blank=True, help_text='A number, or one word, ending or range a line.')),
                ('verdict', models.CharField(choices=[('publish', 'Publish'), ('hold', 'Hold'), ('spam', 'Spam'), ('refuse', 'Refuse')], default='hold', max_length=10)),
                ('message', models.CharField(blank=True, help_text='Said to the writer when refused.', max_length=300)),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['publish', 'hold', 'spam', 'refuse'])), name='comments_rule_known_verdict', violation_error_message='A rule publishes, holds, refuses or says spam.'), models.UniqueConstraint(fields=('name',), name='comments_rule_name_unique', violation_error_message='Another rule has this name.')],
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('ip_address', models.GenericIPAddressField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('until', models.DateTimeField(blank=True, help_text='Empty: until it is lifted.', null=True)),
                ('made_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='bans', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-since', '-id'],
                'indexes': [models.Index(fields=['email'], name='comments_ban_email'), models.Index(fields=['ip_address'], name='comments_ban_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('email', ''), _negated=True), ('ip_address__isnull', False), _connector='OR'), name='comments_ban_names_somebody', violation_error_message='Say who is banned: an account, an e-mail address or an IP address.')],
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('number__isnull', False)), fields=['post', 'path'], name='comments_thread'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', 'posted_at'], name='comments_queue'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', 'state_since'], name='comments_state_age'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['author', 'posted_at'], name='comments_by_author'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['post', 'posted_at'], name='comments_by_time'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('state', 'public')), fields=['-posted_at', '-base_row'], name='comments_latest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('report_count__gt', 0)), fields=['-report_count'], name='comments_reported'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('path',), name='comments_path_unique', violation_error_message="Two comments can't have one place."),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('submission_key',), name='comments_submission_key_unique', violation_error_message='This comment has been posted already.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('post', 'number'), name='comments_number_unique', violation_error_message='Another comment here has this number.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='comments_import_ref_unique', violation_error_message='This comment has been imported already.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'public'), _negated=True), ('number__isnull', False), _connector='OR'), name='comments_public_has_number', violation_error_message='A public comment needs a number.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['unconfirmed', 'held', 'public', 'spam', 'removed'])), name='comments_known_state', violation_error_message='A comment is unconfirmed, held, public, spam or removed.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('in_reply_to__isnull', True), models.Q(('in_reply_to', models.F('base_row')), _negated=True), _connector='OR'), name='comments_not_reply_to_itself', violation_error_message="A comment can't answer itself."),
        ),
        migrations.AddIndex(
            model_name='moderationdecision',
            index=models.Index(fields=['comment', 'made_at'], name='comments_decision_history'),
        ),
        migrations.AddIndex(
            model_name='moderationdecision',
            index=models.Index(fields=['-made_at', '-id'], name='comments_decision_newest'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(fields=['email'], name='comments_note_email'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('email', ''), _negated=True), _connector='OR'), name='comments_note_names_somebody', violation_error_message='Say whom the note is about: an account or an e-mail address.'),
        ),
    ]
