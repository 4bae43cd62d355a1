
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_author_photo_and_user'),
        ('images', '0001_images_and_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('listed_at', models.DateTimeField(editable=False, null=True)),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='accounts.author')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(allow_unicode=True, max_length=200)),
                ('path', models.CharField(editable=False, max_length=1000, unique=True)),
                ('description', models.TextField(blank=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='blog.category')),
            ],
            options={
                'verbose_name_plural': 'categories',
                'ordering': ['path'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direct', models.BooleanField(default=True)),
                ('listed_at', models.DateTimeField(editable=False, null=True)),
                ('category', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='blog.category')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('title', models.CharField(max_length=300)),
                ('path', models.CharField(help_text='The address without the first and last slash: about/staff', max_length=500, unique=True)),
                ('body', models.TextField(blank=True)),
                ('body_html', models.TextField(blank=True, editable=False)),
                ('drawn_with', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('menu_position', models.PositiveSmallIntegerField(blank=True, help_text='Place in the menu; empty: not in it.', null=True)),
                ('menu_title', models.CharField(blank=True, help_text='A shorter title for the menu.', max_length=100)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ['path'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('menu_position__isnull', False)), fields=['menu_position'], name='blog_page_menu')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='blog_page_import_ref_unique', violation_error_message='This has been imported already.'), models.CheckConstraint(condition=models.Q(('path', ''), _negated=True), name='blog_page_has_path', violation_error_message='A page needs an address.'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'withdrawn'])), name='blog_page_known_status', violation_error_message='A page is a draft, published or withdrawn.')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('dek', models.TextField(blank=True, help_text='The standfirst: one sentence under the title.')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, help_text='The last part of the address; made from the title if empty.', max_length=255)),
                ('body', models.TextField(blank=True)),
                ('body_html', models.TextField(blank=True, editable=False)),
                ('summary', models.TextField(blank=True, editable=False)),
                ('drawn_with', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('published_at', models.DateTimeField(blank=True, help_text='In the future: the post appears then.', null=True)),
                ('published_month', models.DateField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('part', models.PositiveSmallIntegerField(blank=True, help_text='Place in the series, from 1.', null=True)),
                ('sticky_until', models.DateTimeField(blank=True, help_text='Stays on top of the front page until then.', null=True)),
                ('comment_policy', models.CharField(choices=[('open', 'Open to all'), ('members', 'Members only'), ('held', 'Every comment is held'), ('closed', 'Closed')], default='open', max_length=10, verbose_name='comments')),
                ('comments_close_after_days', models.PositiveSmallIntegerField(blank=True, help_text="Days after publication; empty: the site's rule. 0: never.", null=True)),
                ('comment_count', models.PositiveIntegerField(default=0, editable=False)),
                ('last_comment_at', models.DateTimeField(editable=False, null=True)),
                ('last_comment_number', models.PositiveIntegerField(default=0, editable=False)),
                ('authors', models.ManyToManyField(related_name='posts', through='blog.Byline', to='accounts.author')),
                ('categories', models.ManyToManyField(related_name='posts', through='blog.Filing', to='blog.category')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='images.image')),
            ],
            options={
                'permissions': [('publish_post', 'Can publish own posts'), ('edit_any_post', 'Can edit and publish the posts of others')],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('kind', models.CharField(choices=[('webmention', 'Webmention'), ('pingback', 'Pingback'), ('trackback', 'Trackback')], max_length=10)),
                ('state', models.CharField(choices=[('held', 'Held'), ('public', 'Public'), ('spam', 'Spam'), ('removed', 'Removed')], default='held', max_length=10)),
                ('source_url', models.TextField()),
                ('source_title', models.CharField(blank=True, max_length=300)),
                ('excerpt', models.TextField(blank=True)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ip_address', models.GenericIPAddressField(blank=True, null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='blog.post')),
            ],
            options={
                'ordering': ['received_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='blog.post')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='backlinks', to='blog.post')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='filing',
            name='post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='filings', to='blog.post'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('update', 'Update')], default='correction', max_length=10)),
                ('text', models.TextField()),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('noted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='blog.post')),
            ],
            options={
                'ordering': ['noted_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='byline',
            name='post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='blog.post'),
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('slug', models.SlugField(allow_unicode=True, max_length=200, unique=True)),
                ('description', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'series',
                'ordering': ['title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='blog_series_has_slug', violation_error_message='A series needs an address (slug).')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='blog.series'),
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(default='Masthead', max_length=200)),
                ('tagline', models.CharField(blank=True, max_length=300)),
                ('about', models.TextField(blank=True, help_text='A few sentences for the foot of every page.')),
                ('menu', models.JSONField(blank=True, default=list, editable=False)),
            ],
            options={
                'verbose_name': 'site settings',
                'verbose_name_plural': 'site settings',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='blog_sitesettings_one_row', violation_error_message='There is one row of site settings.')],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('description', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='blog_tag_import_ref_unique', violation_error_message='This has been imported already.')],
            },
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_path', models.CharField(max_length=1000, unique=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.author')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blog.category')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blog.page')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blog.post')),
                ('tag', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blog.tag')),
            ],
            options={
                'ordering': ['old_path'],
            },
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listed_at', models.DateTimeField(editable=False, null=True)),
                ('content_object', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='blog.post')),
                ('tag', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='blog.tag')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='blog.Tagging', to='blog.Tag', verbose_name='Tags'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='blog_category_import_ref_unique', violation_error_message='This has been imported already.'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='blog_category_has_slug', violation_error_message='A category needs an address (slug).'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='blog_category_not_its_own_parent', violation_error_message="A category can't lie inside itself."),
        ),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(fields=['post', 'state', 'received_at'], name='blog_mention_by_post'),
        ),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(fields=['state', 'received_at'], name='blog_mention_by_state'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='blog_mention_import_ref_unique', violation_error_message='This has been imported already.'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['webmention', 'pingback', 'trackback'])), name='blog_mention_known_kind', violation_error_message='A mention is a webmention, pingback or trackback.'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['held', 'public', 'spam', 'removed'])), name='blog_mention_known_state', violation_error_message='A mention is held, public, spam or removed.'),
        ),
        migrations.AddIndex(
            model_name='link',
            index=models.Index(condition=models.Q(('target__isnull', False)), fields=['target', 'post'], name='blog_link_backlinks'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target', models.F('post')), _negated=True), _connector='OR'), name='blog_link_not_to_itself', violation_error_message="A post's link to itself is no backlink."),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(fields=['category', '-listed_at', '-post'], name='blog_filing_listing'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.UniqueConstraint(fields=('post', 'category'), name='blog_filing_unique', violation_error_message='The post is filed in this category already.'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['post', 'noted_at'], name='blog_correction_by_post'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'update'])), name='blog_correction_known_kind', violation_error_message='A note is a correction or an update.'),
        ),
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(fields=['author', '-listed_at', '-post'], name='blog_byline_listing'),
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.UniqueConstraint(fields=('post', 'author'), name='blog_byline_unique', violation_error_message='This author is in the byline already.'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('old_path__startswith', '/')), name='blog_redirect_old_path_is_a_path', violation_error_message='The old address begins with a slash.'),
        ),
        migrations.AddConstraint(
            model_name='redirect',
            constraint=models.CheckConstraint(condition=models.Q(('post__isnull', False), ('page__isnull', False), ('category__isnull', False), ('tag__isnull', False), ('author__isnull', False), _connector='OR'), name='blog_redirect_has_target', violation_error_message='Choose what the old address leads to.'),
        ),
        migrations.AddIndex(
            model_name='tagging',
            index=models.Index(fields=['tag', '-listed_at', '-content_object'], name='blog_tagging_listing'),
        ),
        migrations.AddConstraint(
            model_name='tagging',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='blog_tagging_unique', violation_error_message='The post has this tag already.'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['-published_at', '-id'], name='blog_post_river'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['published_month', 'published_at'], name='blog_post_by_month'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('sticky_until__isnull', False)), fields=['-sticky_until'], name='blog_post_sticky'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('series__isnull', False)), fields=['series', 'part'], name='blog_post_series'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['-updated_at', '-id'], name='blog_post_edited'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('status', 'published'), _negated=True), fields=['status', '-updated_at'], name='blog_post_status_edited'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='blog_post_import_ref_unique', violation_error_message='This has been imported already.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('slug', ''), _negated=True), fields=('slug',), name='blog_post_slug_unique', violation_error_message='Another post has this slug.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('published_month__isnull', False)), _connector='OR'), name='blog_post_published_has_date', violation_error_message='A published post needs a publication date.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('slug', ''), _negated=True), _connector='OR'), name='blog_post_published_has_slug', violation_error_message='A published post needs an address (slug).'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'published', 'withdrawn'])), name='blog_post_known_status', violation_error_message='A post is a draft, in review, published or withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('comment_policy__in', ['open', 'members', 'held', 'closed'])), name='blog_post_known_comment_policy', violation_error_message='Comments are open, members only, held or closed.'),
        ),
    ]
