"""What the script of the pictures section asks for: one file at a time, with the identifier that it gets."""

from uuid import UUID

from django import forms
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_POST

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.pictures import PictureField

from ..access import case_to_write
from .picture_adding import NotYours, add_picture


class NewPicture(forms.Form):
    """One file; `item` is the UUID that the browser gave it, so that sending it again makes no second one."""

    item = forms.UUIDField()
    picture = PictureField()


@require_POST
def add_one(request: StaffRequest, uid: UUID) -> JsonResponse:
    """Makes an illustration of a picture; answers its item, or why it was refused."""
    case = case_to_write(request.user, uid)
    form = NewPicture(request.POST, request.FILES)
    if not form.is_valid():
        reasons = [str(message) for messages in form.errors.values() for message in messages]
        return JsonResponse({"error": " ".join(reasons)}, status=422)
    try:
        add_picture(case, form.cleaned_data["item"], form.cleaned_data["picture"], by=request.user)
    except NotYours as error:
        raise Http404 from error
    return JsonResponse({"item": str(form.cleaned_data["item"])})
