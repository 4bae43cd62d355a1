"""What a form of the admin says about what was typed."""


def said(response):
    """Every complaint of the form, of its fields and of its inlines."""
    context = response.context
    texts = [str(e) for es in context["adminform"].form.errors.values() for e in es]
    for inline in context["inline_admin_formsets"]:
        texts += [str(e) for e in inline.formset.non_form_errors()]
        texts += [str(e) for es in inline.formset.errors for e in es.values()]
    return " ".join(texts)
