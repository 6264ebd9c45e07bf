"""From here on the database refuses a victim, a witness or a source outside a compartment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_into_compartments")]

    operations = [
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("compartment__isnull", False),
                    models.Q(("part__in", ["VICTIM", "WITNESS", "SOURCE"]), _negated=True),
                    _connector="OR",
                ),
                name="the_endangered_are_in_a_compartment",
            ),
        ),
    ]
