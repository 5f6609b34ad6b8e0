"""Users are under the lock of their organization; migrations, which know none, read them without it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("organizations", "0006_isolation_of_kept_answers")]

    operations = [migrations.AlterModelManagers(name="user", managers=[("accounts", models.Manager())])]
