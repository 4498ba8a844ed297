"""The tables of statuses and errors, and what they mean to us (api.md, Response codes)."""

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


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """A row of the table of GSM errors; `permanent` is None for no error."""

    name: str
    permanent: bool | None


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

ERRORS: Mapping[int, ErrorCode] = {
    0: ErrorCode("NO_ERROR", None),
    1: ErrorCode("EC_UNKNOWN_SUBSCRIBER", True),
    5: ErrorCode("EC_UNIDENTIFIED_SUBSCRIBER", False),
    6: ErrorCode("EC_ABSENT_SUBSCRIBER_SM", False),
    9: ErrorCode("EC_ILLEGAL_SUBSCRIBER", True),
    10: ErrorCode("EC_BEARER_SERVICE_NOT_PROVISIONED", False),
    11: ErrorCode("EC_TELESERVICE_NOT_PROVISIONED", True),
    12: ErrorCode("EC_ILLEGAL_EQUIPMENT", True),
    13: ErrorCode("EC_CALL_BARRED", False),
    20: ErrorCode("EC_SS_INCOMPATIBILITY", False),
    21: ErrorCode("EC_FACILITY_NOT_SUPPORTED", False),
    27: ErrorCode("EC_ABSENT_SUBSCRIBER", False),
    31: ErrorCode("EC_SUBSCRIBER_BUSY_FOR_MT_SMS", False),
    32: ErrorCode("EC_SM_DELIVERY_FAILURE", False),
    33: ErrorCode("EC_MESSAGE_WAITING_LIST_FULL", False),
    34: ErrorCode("EC_SYSTEM_FAILURE", False),
    35: ErrorCode("EC_DATA_MISSING", True),
    36: ErrorCode("EC_UNEXPECTED_DATA_VALUE", True),
    51: ErrorCode("EC_RESOURCE_LIMITATION", False),
    71: ErrorCode("EC_UNKNOWN_ALPHABET", True),
    72: ErrorCode("EC_USSD_BUSY", True),
    255: ErrorCode("EC_UNKNOWN_ERROR", True),
    256: ErrorCode("EC_SM_DF_memoryCapacityExceeded", False),
    257: ErrorCode("EC_SM_DF_equipmentProtocolError", False),
    258: ErrorCode("EC_SM_DF_equipmentNotSM_Equipped", False),
    259: ErrorCode("EC_SM_DF_unknownServiceCentre", False),
    260: ErrorCode("EC_SM_DF_sc_Congestion", False),
    261: ErrorCode("EC_SM_DF_invalidSME_Address", False),
    262: ErrorCode("EC_SM_DF_subscriberNotSC_Subscriber", False),
    500: ErrorCode("EC_PROVIDER_GENERAL_ERROR", False),
    502: ErrorCode("EC_NO_RESPONSE", False),
    503: ErrorCode("EC_SERVICE_COMPLETION_FAILURE", False),
    504: ErrorCode("EC_UNEXPECTED_RESPONSE_FROM_PEER", False),
    507: ErrorCode("EC_MISTYPED_PARAMETER", False),
    508: ErrorCode("EC_NOT_SUPPORTED_SERVICE", False),
    509: ErrorCode("EC_DUPLICATED_INVOKE_ID", False),
    511: ErrorCode("EC_INITIATING_RELEASE", False),
    1024: ErrorCode("EC_OR_appContextNotSupported", False),
    1025: ErrorCode("EC_OR_invalidDestinationReference", False),
    1026: ErrorCode("EC_OR_invalidOriginatingReference", False),
    1027: ErrorCode("EC_OR_encapsulatedAC_NotSupported", False),
    1028: ErrorCode("EC_OR_transportProtectionNotAdequate", False),
    1029: ErrorCode("EC_OR_noReasonGiven", False),
    1030: ErrorCode("EC_OR_potentialVersionIncompatibility", False),
    1031: ErrorCode("EC_OR_remoteNodeNotReachable", False),
    1152: ErrorCode("EC_NNR_noTranslationForAnAddressOfSuchNature", False),
    1153: ErrorCode("EC_NNR_noTranslationForThisSpecificAddress", False),
    1154: ErrorCode("EC_NNR_subsystemCongestion", False),
    1155: ErrorCode("EC_NNR_subsystemFailure", False),
    1156: ErrorCode("EC_NNR_unequippedUser", False),
    1157: ErrorCode("EC_NNR_MTPfailure", False),
    1158: ErrorCode("EC_NNR_networkCongestion", False),
    1159: ErrorCode("EC_NNR_unqualified", False),
    1160: ErrorCode("EC_NNR_errorInMessageTransportXUDT", False),
    1161: ErrorCode("EC_NNR_errorInLocalProcessingXUDT", False),
    1162: ErrorCode("EC_NNR_destinationCannotPerformReassemblyXUDT", False),
    1163: ErrorCode("EC_NNR_SCCPfailure", False),
    1164: ErrorCode("EC_NNR_hopCounterViolation", False),
    1165: ErrorCode("EC_NNR_segmentationNotSupported", False),
    1166: ErrorCode("EC_NNR_segmentationFailure", False),
    1281: ErrorCode("EC_UA_userSpecificReason", False),
    1282: ErrorCode("EC_UA_userResourceLimitation", False),
    1283: ErrorCode("EC_UA_resourceUnavailable", False),
    1284: ErrorCode("EC_UA_applicationProcedureCancellation", False),
    1536: ErrorCode("EC_PA_providerMalfunction", False),
    1537: ErrorCode("EC_PA_supportingDialogOrTransactionRealeased", False),
    1538: ErrorCode("EC_PA_ressourceLimitation", False),
    1539: ErrorCode("EC_PA_maintenanceActivity", False),
    1540: ErrorCode("EC_PA_versionIncompatibility", False),
    1541: ErrorCode("EC_PA_abnormalMapDialog", False),
    1792: ErrorCode("EC_NC_abnormalEventDetectedByPeer", False),
    1793: ErrorCode("EC_NC_responseRejectedByPeer", False),
    1794: ErrorCode("EC_NC_abnormalEventReceivedFromPeer", False),
    1795: ErrorCode("EC_NC_messageCannotBeDeliveredToPeer", False),
    1796: ErrorCode("EC_NC_providerOutOfInvoke", False),
    2048: ErrorCode("EC_TIME_OUT", False),
    2049: ErrorCode("EC_IMSI_BLACKLISTED", True),
    2050: ErrorCode("EC_DEST_ADDRESS_BLACKLISTED", True),
    2051: ErrorCode("EC_InvalidMscAddress", False),
    4096: ErrorCode("EC_invalidPduFurmat", True),
    4097: ErrorCode("EC_NotSubmittedToGMSC", True),
    4100: ErrorCode("EC_Cancelled", True),
    4101: ErrorCode("EC_ValidityExpired", True),
    4102: ErrorCode("EC_NotSubmittedToSmppChannel", False),
}

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
    if group_id in GROUPS:
        return GROUPS[group_id]
    if group_id is None and status_id in STATUSES:
        return STATUSES[status_id].group
    return Group.PENDING


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
