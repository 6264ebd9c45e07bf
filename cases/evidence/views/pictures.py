"""Photographs of an exhibit: the bytes of one, and the form that strikes it."""

from django.shortcuts import get_object_or_404

from cases.evidence import actions, forms
from cases.evidence.actions.picturing import may_picture
from cases.evidence.views.exhibit import Deed, DeedPage, ExhibitView
from secoffice.files.responses import download


class PictureBytes(ExhibitView):
    """The picture as it came in, to whoever sees the exhibit; each look is in the trail."""

    def get(self, request, picture):
        found = get_object_or_404(self.exhibit.pictures.select_related("stored"), pk=picture)
        return download(request, found.stored, name=found.stored.name, target=self.exhibit)


class Strike(DeedPage):
    deed = Deed("Strike the photograph", forms.StrikeForm, actions.strike_photograph, may_picture)

    def dispatch(self, request, *args, picture, **more):
        self.number = picture
        return super(DeedPage, self).dispatch(request, *args, **more)

    def why_not(self):
        standing = self.exhibit.pictures.filter(struck_at=None)
        self.picture = get_object_or_404(standing, pk=self.number)
        self.picture.exhibit = self.exhibit
        return super().why_not()

    def do(self, form):
        reason = form.cleaned_data["reason"]
        actions.strike_photograph(picture=self.picture, reason=reason, by=self.request.user)
