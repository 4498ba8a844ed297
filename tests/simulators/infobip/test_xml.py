"""The same in XML: shapes of the samples."""

from xml.etree.ElementTree import Element

import pytest

from tests.simulators.answers import Answer
from tests.simulators.infobip import InfobipSimulator, SettableClock
from tests.simulators.infobip.asking import get, post, send

XML = "application/xml"


def paths(element: Element, above: str = "") -> list[str]:
    """Return the paths of all leaves, in order."""
    path = f"{above}/{element.tag}"
    return [leaf for child in element for leaf in paths(child, path)] or [path]


async def post_xml(simulator: InfobipSimulator, path: str, body: str) -> Answer:
    """Send a POST in XML, as the samples without an Accept header do too."""
    return await post(simulator, path, body, content_type=XML)


async def test_text_single_in_xml(infobip_simulator: InfobipSimulator) -> None:
    """One number: rows in a list of the same name, no bulkId."""
    body = (
        "<request><from>InfoSMS</from><to><to>41793026727</to></to>"
        "<text>Test SMS.</text></request>"
    )
    answer = await post_xml(infobip_simulator, "/sms/1/text/single", body)
    assert answer.content_type == XML
    row = "/SMSResponse/messages/messages"
    assert paths(answer.xml) == [
        f"{row}/to",
        f"{row}/status/groupId",
        f"{row}/status/groupName",
        f"{row}/status/id",
        f"{row}/status/name",
        f"{row}/status/description",
        f"{row}/smsCount",
        f"{row}/messageId",
    ]
    assert infobip_simulator.messages[0].text == "Test SMS."


async def test_text_multi_in_xml(infobip_simulator: InfobipSimulator) -> None:
    """Messages and numbers in lists of the same name."""
    body = """<request><messages>
      <messages><from>InfoSMS</from><to><to>41793026727</to><to>41793026731</to></to>
        <text>May the Force be with you!</text></messages>
      <messages><from>41793026700</from><to><to>41793026785</to></to>
        <text>Grüße</text></messages></messages></request>"""
    answer = await post_xml(infobip_simulator, "/sms/1/text/multi", body)
    assert answer.xml.tag == "SendSMSResponse"
    assert answer.xml.findtext("bulkId")
    assert len(answer.xml.findall("messages/messages")) == 3
    assert infobip_simulator.messages[2].text == "Grüße"


async def test_text_advanced_in_xml(infobip_simulator: InfobipSimulator) -> None:
    """Messages and destinations without lists around them."""
    body = """<request><bulkId>BULK-1</bulkId>
      <messages><from>InfoSMS</from>
        <destinations><to>41793026727</to><messageId>MINE-1</messageId></destinations>
        <destinations><to>41793026731</to></destinations>
        <text>Hello</text><flash>false</flash>
        <language><languageCode>TR</languageCode><singleShift>true</singleShift>
          <lockingShift>false</lockingShift></language>
        <transliteration>TURKISH</transliteration>
        <notifyContentType>application/json</notifyContentType>
        <validityPeriod>86400000</validityPeriod></messages>
      <messages><from>41793026700</from>
        <destinations><to>41793026785</to></destinations>
        <text>Later</text><sendAt>2026-07-07T17:00:00.000+01:00</sendAt></messages>
      </request>"""
    answer = await post_xml(infobip_simulator, "/sms/1/text/advanced", body)
    assert answer.xml.findtext("bulkId") == "BULK-1"
    assert [row.findtext("to") for row in answer.xml.iterfind("messages/messages")] == [
        "41793026727",
        "41793026731",
        "41793026785",
    ]
    options = infobip_simulator.message("MINE-1").options
    assert (options.language, options.single_shift, options.flash) == (
        "TR",
        True,
        False,
    )


async def test_binary_in_xml(infobip_simulator: InfobipSimulator) -> None:
    """The slip of the JSON sample is not in the XML sample."""
    body = """<request><messages><messages><to><to>41793026727</to></to>
      <binary><hex>54 65</hex><dataCoding>0</dataCoding><esmClass>0</esmClass></binary>
      </messages></messages></request>"""
    answer = await post_xml(infobip_simulator, "/sms/1/binary/multi", body)
    assert answer.xml.tag == "SMSResponse"
    assert answer.xml.findtext("messages/messages/status/groupId") == "1"
    single = (
        "<request><to><to>41793026727</to></to><binary><hex>54</hex></binary></request>"
    )
    answer = await post_xml(infobip_simulator, "/sms/1/binary/single", single)
    assert answer.xml.findtext("messages/messages/status/groupId") == "0"


async def test_reports_in_xml_have_no_list_around_them(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Unlike the logs, whose prices have four decimals."""
    await send(infobip_simulator, "447700900123")
    await send(infobip_simulator, "447700900006")
    infobip_clock.advance(5)
    reports = await get(infobip_simulator, "/sms/1/reports", accept=XML)
    assert reports.xml.tag == "SMSReportResponse"
    assert reports.xml.findtext("results/price/pricePerMessage") == "0.01"
    assert reports.xml.findtext("results/error/permanent") == "false"
    assert len(reports.xml.findall("results")) == 2
    logs = await get(infobip_simulator, "/sms/1/logs", accept=XML)
    assert logs.xml.tag == "SMSLogsResponse"
    row = "results/results/"
    assert logs.xml.findtext(row + "price/pricePerMessage") == "0.0000"
    assert logs.xml.findtext(row + "status/action") == "Contact account manager"
    assert logs.xml.findtext(row + "mccmnc") == "23499"


async def test_logs_answer_a_post_as_some_samples_have_it(
    infobip_simulator: InfobipSimulator,
) -> None:
    """With the filters in the query."""
    path = "/sms/1/logs?from=InfoSMS&limit=1"
    answer = await post(infobip_simulator, path, "", content_type=None, accept=XML)
    assert (answer.status, answer.xml.tag) == (200, "SMSLogsResponse")


async def test_the_balance_in_xml(infobip_simulator: InfobipSimulator) -> None:
    """Both members."""
    answer = await get(infobip_simulator, "/account/1/balance", accept=XML)
    assert answer.xml.tag == "AccountBalance"
    assert answer.xml.findtext("currency") == "EUR"


async def test_the_inbox_in_xml(infobip_simulator: InfobipSimulator) -> None:
    """An empty keyword in reports, none in logs, no inner list with NO_KEYWORD."""
    infobip_simulator.receive(from_="447700900123", text="Hello <you> & me")
    reports = await get(infobip_simulator, "/sms/1/inbox/reports", accept=XML)
    assert reports.xml.tag == "MOReportResponse"
    assert reports.xml.findtext("results/results/text") == "Hello <you> & me"
    assert b"<keyword />" in reports.body
    logs = await get(infobip_simulator, "/sms/1/inbox/logs", accept=XML)
    assert logs.xml.tag == "MOLogsResponse"
    assert logs.xml.find("results/results/keyword") is None
    query = {"keyword": "NO_KEYWORD"}
    logs = await get(infobip_simulator, "/sms/1/inbox/logs", query, accept=XML)
    assert logs.xml.findtext("results/messageId")


@pytest.mark.parametrize(
    ("numbers", "row"),
    [
        ("<to>447700900027</to>", "ncResults/ncResults"),
        ("<to><to>447700900027</to><to>447700900123</to></to>", "results/results"),
    ],
)
async def test_a_lookup_in_xml(
    infobip_simulator: InfobipSimulator, numbers: str, row: str
) -> None:
    """One number and many have other names in the samples."""
    body = f"<request>{numbers}</request>"
    answer = await post_xml(infobip_simulator, "/number/1/query", body)
    assert answer.xml.tag == "NCResponse"
    assert answer.xml.findtext(f"{row}/error/id") == "27"
    notify = await post_xml(infobip_simulator, "/number/1/notify", body)
    assert notify.xml.tag == "NCResponseAsync"
    assert notify.xml.findtext("ncResults/ncResults/status/id") == "3"
    assert notify.xml.find("bulkId") is None


async def test_errors_in_xml(infobip_simulator: InfobipSimulator) -> None:
    """Their form is not published; the simulator's is the likely one."""
    answer = await get(infobip_simulator, "/nothing", accept=XML)
    assert answer.xml.findtext("serviceException/messageId") == "NOT_FOUND"


@pytest.mark.parametrize(
    "body",
    [
        "<request><to>",
        "",
        '<!DOCTYPE x [<!ENTITY a "b">]><request><to>&a;</to></request>',
    ],
)
async def test_bad_xml_is_a_bad_request(
    infobip_simulator: InfobipSimulator, body: str
) -> None:
    """Entities are never expanded."""
    answer = await post_xml(infobip_simulator, "/sms/1/text/single", body)
    assert (answer.status, answer.content_type) == (400, XML)
