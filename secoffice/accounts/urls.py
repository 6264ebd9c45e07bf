"""Addresses of accounts. Public: login, logout, password_reset, reset, invitation. All others need a session."""

from django.urls import path

from secoffice.accounts.views import leave, offices, profile, signing_in, staff

app_name = "accounts"

public = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("logout/", signing_in.sign_out, name="logout"),
    path("password_reset/", signing_in.AskReset.as_view(), name="password_reset"),
    path("password_reset/sent/", signing_in.ResetDone.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", signing_in.SetByLink.as_view(), name="password_reset_confirm"),
    path("reset/done/", signing_in.ResetComplete.as_view(), name="password_reset_complete"),
    path("invitation/<uidb64>/<token>/", signing_in.Invitation.as_view(), name="invitation"),
]
own = [
    path("profile/", profile.profile, name="profile"),
    path("profile/absence/", profile.plan_absence, name="absence"),
    path("profile/absence/<int:pk>/end/", profile.end_absence, name="absence_end"),
    path("profile/elsewhere/", profile.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("password/", profile.password, name="password"),
    path("theme/", profile.theme, name="theme"),
]
keepers = [
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.staff_new, name="staff_new"),
    path("staff/<int:pk>/", staff.staff_edit, name="staff_edit"),
    path("staff/<int:pk>/resend/", staff.staff_resend, name="staff_resend"),
    path("staff/<int:pk>/deactivate/", staff.staff_deactivate, name="staff_deactivate"),
    path("staff/<int:pk>/reactivate/", staff.staff_reactivate, name="staff_reactivate"),
    path("staff/<int:pk>/absence/", staff.staff_absence, name="staff_absence"),
    path("staff/<int:pk>/absence/<int:absence>/end/", staff.staff_absence_end, name="staff_absence_end"),
    path("staff/<int:pk>/leave/", leave.staff_leave, name="staff_leave"),
]
administrators = [
    path("offices/", offices.offices, name="offices"),
    path("offices/new/", offices.KeepOffice.as_view(), name="office_new"),
    path("offices/<int:pk>/", offices.KeepOffice.as_view(), name="office_edit"),
    path("units/", offices.units, name="units"),
    path("units/new/", offices.KeepUnit.as_view(), name="unit_new"),
    path("units/<int:pk>/", offices.KeepUnit.as_view(), name="unit_edit"),
]
urlpatterns = public + own + keepers + administrators
