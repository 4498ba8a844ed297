"""The tables of statuses and errors (api.md, Response codes), and their meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model import Detail, Status


class Group(StrEnum):
    """A group of statuses."""

    ACCEPTED = "ACCEPTED"
    PENDING = "PENDING"
    UNDELIVERABLE = "UNDELIVERABLE"
    DELIVERED = "DELIVERED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"


class ErrorGroup(StrEnum):
    """A group of errors."""

    OK = "OK"
    HANDSET_ERRORS = "HANDSET_ERRORS"
    USER_ERRORS = "USER_ERRORS"
    OPERATOR_ERRORS = "OPERATOR_ERRORS"


@dataclass(frozen=True, slots=True)
class StatusCode:
    """A row of the table of statuses."""

    group: Group
    name: str
    description: str
    action: str | None = None


GROUPS: Mapping[int, Group] = {
    0: Group.ACCEPTED,
    1: Group.PENDING,
    2: Group.UNDELIVERABLE,
    3: Group.DELIVERED,
    4: Group.EXPIRED,
    5: Group.REJECTED,
}

ERROR_GROUPS: Mapping[int, ErrorGroup] = {
    0: ErrorGroup.OK,
    1: ErrorGroup.HANDSET_ERRORS,
    2: ErrorGroup.USER_ERRORS,
    3: ErrorGroup.OPERATOR_ERRORS,
}

MESSAGE_ACCEPTED = 0
DELIVERED_TO_OPERATOR = 2
PENDING_WAITING_DELIVERY = 3
REJECTED_NOT_ENOUGH_CREDITS = 12
REJECTED_DUPLICATE_MESSAGE_ID = 23

STATUSES: Mapping[int, StatusCode] = {
    MESSAGE_ACCEPTED: StatusCode(
        Group.ACCEPTED, "MESSAGE_ACCEPTED", "Message accepted"
    ),
    1: StatusCode(Group.PENDING, "PENDING_TIME_VIOLATION", "Time window violation"),
    DELIVERED_TO_OPERATOR: StatusCode(
        Group.DELIVERED, "DELIVERED_TO_OPERATOR", "Message delivered to operator"
    ),
    PENDING_WAITING_DELIVERY: StatusCode(
        Group.PENDING,
        "PENDING_WAITING_DELIVERY",
        "Message sent, waiting for delivery report",
    ),
    4: StatusCode(
        Group.UNDELIVERABLE,
        "UNDELIVERABLE_REJECTED_OPERATOR",
        "Message rejected by operator",
    ),
    5: StatusCode(
        Group.DELIVERED, "DELIVERED_TO_HANDSET", "Message delivered to handset"
    ),
    6: StatusCode(
        Group.REJECTED,
        "REJECTED_NETWORK",
        "Network is forbidden",
        "Contact account manager",
    ),
    7: StatusCode(Group.PENDING, "PENDING_ENROUTE", "Message sent to next instance"),
    8: StatusCode(Group.REJECTED, "REJECTED_PREFIX_MISSING", "Number prefix missing"),
    9: StatusCode(
        Group.UNDELIVERABLE, "UNDELIVERABLE_NOT_DELIVERED", "Message sent not delivered"
    ),
    10: StatusCode(Group.REJECTED, "REJECTED_DND", "Destination on DND list"),
    11: StatusCode(Group.REJECTED, "REJECTED_SOURCE", "Invalid Source address"),
    REJECTED_NOT_ENOUGH_CREDITS: StatusCode(
        Group.REJECTED, "REJECTED_NOT_ENOUGH_CREDITS", "Not enough credits"
    ),
    13: StatusCode(
        Group.REJECTED, "REJECTED_SENDER", "By Sender", "Remove sender from blacklist"
    ),
    14: StatusCode(
        Group.REJECTED,
        "REJECTED_DESTINATION",
        "By Destination",
        "Remove destination from blacklist",
    ),
    15: StatusCode(Group.EXPIRED, "EXPIRED_EXPIRED", "Message expired"),
    16: StatusCode(Group.REJECTED, "REJECTED_NOT_REACHABLE", "Network not reachable"),
    17: StatusCode(
        Group.REJECTED,
        "REJECTED_PREPAID_PACKAGE_EXPIRED",
        "Prepaid package expired",
        "Top-Up your account to extend the validty period",
    ),
    18: StatusCode(
        Group.REJECTED,
        "REJECTED_DESTINATION_NOT_REGISTERED",
        "Destination not registered",
    ),
    19: StatusCode(
        Group.REJECTED,
        "REJECTED_ROUTE_NOT_AVAILABLE",
        "Route not available",
        "Contact account manager",
    ),
    20: StatusCode(
        Group.REJECTED, "REJECTED_FLOODING_FILTER", "Rejected flooding", "STOP SPAMMING"
    ),
    21: StatusCode(Group.REJECTED, "REJECTED_SYSTEM_ERROR", "System error"),
    22: StatusCode(Group.EXPIRED, "EXPIRED_UNKNOWN", "Unknown Reason"),
    REJECTED_DUPLICATE_MESSAGE_ID: StatusCode(
        Group.REJECTED, "REJECTED_DUPLICATE_MESSAGE_ID", "Rejected duplicate message ID"
    ),
    24: StatusCode(Group.REJECTED, "REJECTED_INVALID_UDH", "Rejected invalid UDH"),
    25: StatusCode(
        Group.REJECTED, "REJECTED_MESSAGE_TOO_LONG", "Rejected message too long"
    ),
    # Only in the samples of the number lookup.
    52: StatusCode(
        Group.REJECTED,
        "REJECTED_DESTINATION",
        "Invalid destination address.",
        "Check to parameter.",
    ),
}

ERRORS: Mapping[int, str] = {
    0: "NO_ERROR",
    1: "EC_UNKNOWN_SUBSCRIBER",
    5: "EC_UNIDENTIFIED_SUBSCRIBER",
    6: "EC_ABSENT_SUBSCRIBER_SM",
    9: "EC_ILLEGAL_SUBSCRIBER",
    10: "EC_BEARER_SERVICE_NOT_PROVISIONED",
    11: "EC_TELESERVICE_NOT_PROVISIONED",
    12: "EC_ILLEGAL_EQUIPMENT",
    13: "EC_CALL_BARRED",
    20: "EC_SS_INCOMPATIBILITY",
    21: "EC_FACILITY_NOT_SUPPORTED",
    27: "EC_ABSENT_SUBSCRIBER",
    31: "EC_SUBSCRIBER_BUSY_FOR_MT_SMS",
    32: "EC_SM_DELIVERY_FAILURE",
    33: "EC_MESSAGE_WAITING_LIST_FULL",
    34: "EC_SYSTEM_FAILURE",
    35: "EC_DATA_MISSING",
    36: "EC_UNEXPECTED_DATA_VALUE",
    51: "EC_RESOURCE_LIMITATION",
    71: "EC_UNKNOWN_ALPHABET",
    72: "EC_USSD_BUSY",
    255: "EC_UNKNOWN_ERROR",
    256: "EC_SM_DF_memoryCapacityExceeded",
    257: "EC_SM_DF_equipmentProtocolError",
    258: "EC_SM_DF_equipmentNotSM_Equipped",
    259: "EC_SM_DF_unknownServiceCentre",
    260: "EC_SM_DF_sc_Congestion",
    261: "EC_SM_DF_invalidSME_Address",
    262: "EC_SM_DF_subscriberNotSC_Subscriber",
    500: "EC_PROVIDER_GENERAL_ERROR",
    502: "EC_NO_RESPONSE",
    503: "EC_SERVICE_COMPLETION_FAILURE",
    504: "EC_UNEXPECTED_RESPONSE_FROM_PEER",
    507: "EC_MISTYPED_PARAMETER",
    508: "EC_NOT_SUPPORTED_SERVICE",
    509: "EC_DUPLICATED_INVOKE_ID",
    511: "EC_INITIATING_RELEASE",
    1024: "EC_OR_appContextNotSupported",
    1025: "EC_OR_invalidDestinationReference",
    1026: "EC_OR_invalidOriginatingReference",
    1027: "EC_OR_encapsulatedAC_NotSupported",
    1028: "EC_OR_transportProtectionNotAdequate",
    1029: "EC_OR_noReasonGiven",
    1030: "EC_OR_potentialVersionIncompatibility",
    1031: "EC_OR_remoteNodeNotReachable",
    1152: "EC_NNR_noTranslationForAnAddressOfSuchNature",
    1153: "EC_NNR_noTranslationForThisSpecificAddress",
    1154: "EC_NNR_subsystemCongestion",
    1155: "EC_NNR_subsystemFailure",
    1156: "EC_NNR_unequippedUser",
    1157: "EC_NNR_MTPfailure",
    1158: "EC_NNR_networkCongestion",
    1159: "EC_NNR_unqualified",
    1160: "EC_NNR_errorInMessageTransportXUDT",
    1161: "EC_NNR_errorInLocalProcessingXUDT",
    1162: "EC_NNR_destinationCannotPerformReassemblyXUDT",
    1163: "EC_NNR_SCCPfailure",
    1164: "EC_NNR_hopCounterViolation",
    1165: "EC_NNR_segmentationNotSupported",
    1166: "EC_NNR_segmentationFailure",
    1281: "EC_UA_userSpecificReason",
    1282: "EC_UA_userResourceLimitation",
    1283: "EC_UA_resourceUnavailable",
    1284: "EC_UA_applicationProcedureCancellation",
    1536: "EC_PA_providerMalfunction",
    1537: "EC_PA_supportingDialogOrTransactionRealeased",
    1538: "EC_PA_ressourceLimitation",
    1539: "EC_PA_maintenanceActivity",
    1540: "EC_PA_versionIncompatibility",
    1541: "EC_PA_abnormalMapDialog",
    1792: "EC_NC_abnormalEventDetectedByPeer",
    1793: "EC_NC_responseRejectedByPeer",
    1794: "EC_NC_abnormalEventReceivedFromPeer",
    1795: "EC_NC_messageCannotBeDeliveredToPeer",
    1796: "EC_NC_providerOutOfInvoke",
    2048: "EC_TIME_OUT",
    2049: "EC_IMSI_BLACKLISTED",
    2050: "EC_DEST_ADDRESS_BLACKLISTED",
    2051: "EC_InvalidMscAddress",
    4096: "EC_invalidPduFurmat",
    4097: "EC_NotSubmittedToGMSC",
    4100: "EC_Cancelled",
    4101: "EC_ValidityExpired",
    4102: "EC_NotSubmittedToSmppChannel",
}

PERMANENT_ERRORS = frozenset(
    {1, 9, 11, 12, 35, 36, 71, 72, 255, 2049, 2050, 4096, 4097, 4100, 4101}
)

_MEANING: Mapping[Group, Status] = {
    Group.ACCEPTED: Status.ACCEPTED,
    Group.PENDING: Status.ACCEPTED,
    Group.UNDELIVERABLE: Status.FAILED,
    Group.DELIVERED: Status.DELIVERED,
    Group.EXPIRED: Status.EXPIRED,
    Group.REJECTED: Status.REJECTED,
}


def group_of(
    group_id: int | None, group_name: str | None, status_id: int | None
) -> Group:
    """Tell the group of a status; what nobody has heard of is pending.

    The name is trusted before the number, since samples print a wrong number
    (field-notes.md); one sample calls the first group `Queue/Accepted`.
    """
    if group_name:
        name = group_name.upper().rpartition("/")[2].strip()
        return Group(name) if name in Group else Group.PENDING
    if group_id is not None:
        return GROUPS.get(group_id, Group.PENDING)
    known = None if status_id is None else STATUSES.get(status_id)
    return known.group if known else Group.PENDING


def status_of(
    group_id: int | None, group_name: str | None, status_id: int | None
) -> Status:
    """Tell what a status of the provider means to us.

    What was only handed on is `sent`: to the operator, or out with no report yet.
    """
    group = group_of(group_id, group_name, status_id)
    handed_on = {
        Group.DELIVERED: DELIVERED_TO_OPERATOR,
        Group.PENDING: PENDING_WAITING_DELIVERY,
    }
    if status_id is not None and handed_on.get(group) == status_id:
        return Status.SENT
    return _MEANING[group]


def is_out_of_credit(detail: Detail | None) -> bool:
    """Tell whether a rejection was for want of credit."""
    return detail is not None and detail.code == str(REJECTED_NOT_ENOUGH_CREDITS)


def is_duplicate(detail: Detail | None) -> bool:
    """Tell whether a rejection was for a message id that had come before."""
    return detail is not None and detail.code == str(REJECTED_DUPLICATE_MESSAGE_ID)
