"""What a real server answered (field-notes.md), as it was written."""

SIGN_IN = b"""{"user_id":"1","first_name":"System","last_name":"Administrator",
"phone":"111111","email":"admin@ictcore.org","address":null,"company":null,
"country_id":null,"language_id":null,"timezone_id":null,"active":"1","owner_id":null,
"token":"eyJ0eXAi","access_token":"eyJ0eXAi","expires_in":31104000,
"token_type":"Bearer","scope":"All"}"""

CONTACT = b"""{"contact_id":"1","first_name":"Ann","last_name":"Lee",
"phone":"03001234567","email":"ann@example.com","address":"1 St","custom1":"c1",
"custom2":null,"custom3":null,"description":"d","user_id":"1"}"""
CONTACTS = b"""[{"contact_id":"1","first_name":"Ann","last_name":"Lee",
"phone":"03001234567","email":"ann@example.com"}]"""
NO_CONTACT = b"""{"contact_id":null,"first_name":null,"last_name":null,"phone":null,
"email":null,"address":null,"custom1":null,"custom2":null,"custom3":null,
"description":null,"user_id":null}"""

GROUP = b'{"group_id":"1","name":"g1","description":"first","user_id":"1"}'
GROUPS = b'[{"group_id":"1","name":"g1","contact_total":"0"}]'
CSV = b'"03001234567","Ann","Li","ann@example.com","1 St","c1","","","d"\n'

TEXT = b"""{"text_id":"1","name":"t1","data":"Hello","type":"plain","description":"x",
"length":null,"class":"1","encoding":"0","message_id":"1","user_id":"1"}"""
TEXTS = b"""[{"text_id":"1","name":"t1","type":"plain","length":null,
"description":"x"}]"""
TEMPLATE = b"""{"template_id":"1","name":"m1","type":"1","description":"d",
"subject":"Dinner","body":"<p>ready</p>","body_alt":"ready","attachment":null,
"aAttachment":{"1":"/path/attachment_0_1.txt"},"length":null,"message_id":"1",
"data":null,"user_id":"1"}"""
DOCUMENT = rb"""{"document_id":"1","name":"doc1","file_name":"\/tmp\/document_0_1.tif",
"type":"pdf","description":"d","pages":"2","size_x":"842","size_y":"595",
"quality":"standard","resolution_x":"204","resolution_y":"98","message_id":"1",
"data":null,"user_id":"1"}"""
DOCUMENTS = rb"""[{"document_id":"1","name":"doc1","file_name":"\/tmp\/d.tif",
"type":"pdf","pages":"2","description":"d"}]"""
RECORDING = rb"""{"recording_id":"1","name":"r1","file_name":"\/tmp\/recording_0_1.wav",
"type":"wav","description":"d","length":"3","codec":"pcm","channel":"1",
"sample":"8000","bitrate":"128","message_id":"1","data":null,"user_id":"1",
"link":null}"""

PROGRAM = b"""{"name":"smsprog","text_id":1,"program_id":"1","parent_id":null,
"user_id":"1","account_id":null,"result":null}"""
PROGRAMS = b"""[{"program_id":"1","name":"smsprog","type":"sendsms",
"parent_id":null}]"""

HASH, PIN = "5ebe2294ecd0e0f08eab7690d2a6ee69", "4406"
ACCOUNT = b"""{"account_id":"1","username":"admin",
"passwd":"5ebe2294ecd0e0f08eab7690d2a6ee69","passwd_pin":"4406","first_name":"System",
"last_name":"Administrator","phone":"111111","email":"admin@ictcore.org",
"address":null,"active":"1","settings":{"color":"red"},"user_id":"1"}"""
ACCOUNTS = b"""[{"account_id":"1","type":"account","username":"admin",
"first_name":"System","last_name":"Administrator","phone":"111111",
"email":"admin@ictcore.org","created_by":"1"}]"""
TRANSMISSION = (
    b"""{"transmission_id":"1","title":"hello","service_flag":"4","program_id":"1",
"origin":"mytest","direction":"outbound","response":"","try_allowed":"1",
"last_run":null,"is_deleted":"0","campaign_id":null,"user_id":"1","oAccount":"""
    + ACCOUNT
    + b""","oContact":"""
    + CONTACT
    + b""","oSpool":null,"aResult":[]}"""
)
TRANSMISSIONS = b"""[{"transmission_id":"1","account_id":"1","account_phone":"111111",
"account_email":"admin@ictcore.org","user_id":"1","username":"admin","contact_id":"1",
"contact_phone":"03001234567","contact_email":null,"status":"pending","response":"",
"direction":"outbound","last_run":"1795229907","account":{"account_id":"1",
"type":"account","username":"admin","first_name":"System","last_name":null,
"phone":"111111","email":"admin@ictcore.org","created_by":"1"},
"contact":{"contact_id":"1","first_name":"Ann","last_name":"Lee",
"phone":"03001234567","email":null}}]"""
SPOOLS = b"""[{"spool_id":"7","account_id":"1","transmission_id":"7",
"status":"completed","response":""}]"""
FAX_RESULTS = b"""[{"spool_result_id":"4","application_id":"2","type":"application",
"name":"originate","data":"success","date_created":"1795229968","spool_id":"12"},
{"spool_result_id":"5","application_id":"3","type":"info","name":"pages","data":"1",
"date_created":"1795229969","spool_id":"12"},
{"spool_result_id":"6","application_id":"3","type":"application","name":"fax_send",
"data":"success","date_created":"1795229970","spool_id":"12"},
{"spool_result_id":"7","application_id":"4","type":"application","name":"disconnect",
"data":"success","date_created":"1795229971","spool_id":"12"}]"""

USER = b"""{"user_id":"4","passwd":"5ebe2294ecd0e0f08eab7690d2a6ee69",
"first_name":"Jane","last_name":"Doe","phone":null,"email":"jane@example.com",
"address":null,"company":"Harbour Cafe","country_id":"1","language_id":null,
"timezone_id":null,"active":"1","owner_id":"1"}"""
USERS = b"""[{"user_id":"4","username":"jane","first_name":"Jane","last_name":"Doe",
"phone":null,"email":"jane@example.com"}]"""
PROVIDER = b"""{"provider_id":"2","name":"SMS centre","service_flag":"4","node_id":"1",
"host":"192.0.2.7","port":"2775","username":"smpp","password":"cl3arText",
"dialstring":null,"prefix":null,"settings":null,"register":"0","weight":"10",
"type":"smpp","active":"1"}"""
PROVIDERS = b"""[{"provider_id":"2","name":"SMS centre","host":"192.0.2.7",
"service_flag":"4","node_id":"1","type":"smpp"}]"""
CAMPAIGN = b"""{"campaign_id":"3","program_id":"16","group_id":"1","cpm":"60",
"try_allowed":"1","account_id":"1","status":"new","source":null,"created_by":"1",
"user_id":"1"}"""
CAMPAIGNS = b"""[{"campaign_id":"3","program_id":"16","group_id":"1","cpm":"60",
"try_allowed":"1","account_id":"1","status":"running","source":null,"pid":"812",
"date_created":"1795229907","created_by":"1","contact_total":"20","contact_done":"7",
"program_type":"sendsms"}]"""

STATISTICS = b"""{"user_total":"5","account_total":"10","campaign_total":"4",
"campaign_active":"0","group_total":"4","contact_total":"15",
"transmission_total":"30","transmission_inbound":"0","transmission_outbound":"30",
"transmission_active":"12"}"""
STATISTICS_OF_2_1_0 = b"""{"user_total":5,"account_total":10,"did_total":1,
"contact_total":15,"transmission_inbound":0,"transmission_outbound":30}"""
