"""The application: four routes, and one session of the ORM for each request."""

import os
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import joinedload, selectinload

from benchmarks.peers.fastapi_orm import models, schemas
from benchmarks.peers.fastapi_orm.schemas import BASE

ORGANIZATION = int(os.environ["BENCH_ORGANIZATION"])
CREATOR = int(os.environ["BENCH_CREATOR"])
ENGINE = create_async_engine(
    os.environ["BENCH_DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://", 1),
    pool_size=4,
    max_overflow=0,
    connect_args={"server_settings": {"search_path": "peers"}},
)
SESSIONS = async_sessionmaker(ENGINE, expire_on_commit=False)
# One row has one of each: a join. Many rows share few of them, but a join is still one trip in place of seven.
SHOWN = [
    joinedload(models.Customer.organization),
    joinedload(models.Customer.category),
    joinedload(models.Customer.parent),
    joinedload(models.Customer.segmentation),
    joinedload(models.Customer.created_by),
    joinedload(models.Customer.currency),
    joinedload(models.Customer.region),
    selectinload(models.Customer.payment_types),
    selectinload(models.Customer.contacts),
]

# Asked for at each request, even where nobody listens.
NO_TELEMETRY = {"tracing": False, "metrics": False, "logs": False}

application = FastAPI(openapi_url=None, telemetry=NO_TELEMETRY)


async def new_session() -> AsyncIterator[AsyncSession]:
    """Give a request its session."""
    async with SESSIONS() as session:
        yield session


Session = Annotated[AsyncSession, Depends(new_session)]


def customers() -> "Select[Any]":
    """Return the organization's customers with all that an answer shows."""
    own = select(models.Customer).where(models.Customer.organization_id == ORGANIZATION)
    return own.options(*SHOWN)


async def one(session: AsyncSession, condition: Any) -> models.Customer:
    """Return one customer."""
    found: models.Customer | None = (await session.scalars(customers().where(condition))).one_or_none()
    if found is None:
        raise HTTPException(404)
    return found


def paging(total: int, size: int, offset: int) -> schemas.Paging:
    """Return where a page stands."""

    def address(start: int) -> str:
        return f"{BASE}/customers?max={size}&offset={start}&sort=dateCreated&order=asc"

    before = address(max(offset - size, 0)) if offset else None
    after = address(offset + size) if offset + size < total else None
    return schemas.Paging(total=total, max=size, offset=offset, previous=before, next=after)


@application.get(f"{BASE}/customers", response_model=schemas.Page)
async def list_customers(
    session: Session,
    size: Annotated[int, Query(alias="max", ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Any:
    """Answer a page with an exact total."""
    count = select(func.count()).select_from(models.Customer).where(models.Customer.organization_id == ORGANIZATION)
    total = (await session.execute(count)).scalar_one()
    page = customers().order_by(models.Customer.date_created, models.Customer.id).limit(size).offset(offset)
    return {"paging": paging(total, size, offset), "data": (await session.scalars(page)).all()}


@application.get(BASE + "/customers/{key}", response_model=schemas.Customer)
async def show_by_id(session: Session, key: int) -> Any:
    """Answer one customer."""
    return await one(session, models.Customer.id == key)


@application.get(BASE + "/customers/reference/{reference}", response_model=schemas.Customer)
async def show_by_reference(session: Session, reference: str) -> Any:
    """Answer one customer."""
    return await one(session, models.Customer.reference == reference)


async def linked(session: AsyncSession, model: Any, keys: list[int]) -> list[Any]:
    """Return linked records of the organization; each must be there."""
    found = (
        await session.scalars(select(model).where(model.organization_id == ORGANIZATION, model.id.in_(keys)))
    ).all()
    if len(found) < len(set(keys)):
        raise HTTPException(422, f"There is no such {model.__tablename__}.")
    return list(found)


@application.post(f"{BASE}/customers", response_model=schemas.Customer, status_code=201)
async def create(session: Session, sent: schemas.NewCustomer) -> Any:
    """Create a customer and answer all of it."""
    values = sent.model_dump(exclude={"customer_segmentation_id", "payment_types"})
    payment_types = await linked(session, models.PaymentType, sent.payment_types)
    await linked(session, models.Category, [sent.category_id])
    for model, key in ((models.Segmentation, sent.customer_segmentation_id), (models.Region, sent.region_id)):
        if key is not None:
            await linked(session, model, [key])
    euro = select(models.Currency.id).where(
        models.Currency.organization_id == ORGANIZATION, models.Currency.reference == "EUR"
    )
    customer = models.Customer(
        **values,
        organization_id=ORGANIZATION,
        created_by_id=CREATOR,
        segmentation_id=sent.customer_segmentation_id,
        currency_id=(await session.execute(euro)).scalar_one(),
        payment_types=payment_types,
    )
    session.add(customer)
    try:
        await session.commit()
    except IntegrityError as error:
        raise HTTPException(422, "The reference is taken.") from error
    # What was written is read anew, with all that hangs on it.
    session.expunge_all()
    return await one(session, models.Customer.id == customer.id)
