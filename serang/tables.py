"""All tables of all nouns, so that foreign keys between them are known whoever is imported first."""

from serang.accounts import models as accounts
from serang.applicants import models as applicants
from serang.audit import models as audit
from serang.documents import models as documents
from serang.exchange import models as exchange
from serang.jobs import models as jobs
from serang.matching import models as matching
from serang.orders import models as orders
from serang.partnerships import models as partnerships
from serang.settings import models as settings
from serang.stages import models as stages
from serang.trainings import models as trainings

ALL = [settings, accounts, audit, jobs, exchange, applicants, documents, trainings, orders, stages, matching, partnerships]
