"""Who is asking, with office and unit in one query: every page names them."""

from django.contrib.auth.backends import ModelBackend

from secoffice.accounts.models import User


class StaffBackend(ModelBackend):
    def get_user(self, user_id):
        user = User.objects.select_related("office", "unit").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
