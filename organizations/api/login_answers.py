"""What the demo world answers when `api` has logged in, and when a log-in has failed."""

from customers_api.api.v1 import V1_DIALECT
from customers_api.core.problems import Problem, ProblemCode

SESSION_EXAMPLE = {
    "success": True,
    "token": "f4k8vynh5a3r8yfqry91m1u3bdx11fyn",
    "user": {
        "firstName": None,
        "lastName": None,
        "email": "api@example.com",
        "companyName": "entity1",
        "companyCity": None,
        "companyCountry": None,
        "isGeoLocationActivated": True,
        "enableAssignRegionToCustomer": True,
        "role": ["ROLE_USER"],
        "enabled": True,
        "organizationLogo": None,
        "uploadDirectory": "entity1-1450169988465",
        "currency": {"name": "Euro", "symbol": "€", "symbolLocation": "left", "digitNumber": 2},
    },
}
FAILED_EXAMPLE = dict(V1_DIALECT.answer(Problem(ProblemCode.NO_CREDENTIALS)).body)
