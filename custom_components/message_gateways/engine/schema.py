"""The steps that make, and bring up to date, the database of an account."""

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE contents (
        id INTEGER PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL
    );

    CREATE TABLE messages (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        content INTEGER NOT NULL REFERENCES contents (id),
        channel TEXT NOT NULL,
        recipient TEXT,
        address TEXT NOT NULL,
        reference TEXT,
        status TEXT NOT NULL,
        outcome TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        repeated INTEGER NOT NULL DEFAULT 0,
        due REAL,
        followed INTEGER NOT NULL DEFAULT 0,
        fail_at_once INTEGER NOT NULL DEFAULT 0,
        give_up_at REAL NOT NULL,
        scheduled_at REAL,
        created_at REAL NOT NULL,
        left_at REAL,
        accepted_at REAL,
        changed_at REAL NOT NULL,
        traceable INTEGER NOT NULL DEFAULT 1,
        batch TEXT NOT NULL,
        request_id TEXT,
        segments INTEGER,
        pages INTEGER,
        key_pressed TEXT,
        price TEXT,
        currency TEXT,
        code TEXT,
        name TEXT,
        reason TEXT,
        critical INTEGER NOT NULL DEFAULT 0,
        copies INTEGER NOT NULL DEFAULT 1,
        leaves_at REAL,
        fingerprint TEXT,
        guard_hour INTEGER,
        booked INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX messages_due ON messages (due) WHERE due IS NOT NULL;
    CREATE INDEX messages_sending ON messages (seq) WHERE status = 'sending';
    CREATE INDEX messages_followed ON messages (accepted_at) WHERE followed = 1;
    CREATE INDEX messages_recipient ON messages (recipient, changed_at);
    CREATE INDEX messages_changed ON messages (changed_at);
    CREATE INDEX messages_content ON messages (content);
    CREATE INDEX messages_created ON messages (created_at);
    CREATE INDEX messages_created_for ON messages (recipient, created_at);
    CREATE INDEX messages_created_to ON messages (address, created_at);
    CREATE INDEX messages_created_status ON messages (status, created_at);
    CREATE INDEX messages_fingerprint ON messages (fingerprint, address, leaves_at)
        WHERE fingerprint IS NOT NULL;

    CREATE TABLE parts (
        gateway_id TEXT NOT NULL,
        message INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
        status TEXT NOT NULL,
        final INTEGER NOT NULL DEFAULT 0,
        segments INTEGER,
        pages INTEGER,
        price TEXT,
        PRIMARY KEY (gateway_id, message)
    ) WITHOUT ROWID;
    CREATE INDEX parts_message ON parts (message);

    CREATE TABLE changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        message INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
        type TEXT NOT NULL,
        at REAL NOT NULL,
        reason TEXT,
        announced INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX changes_unannounced ON changes (seq) WHERE announced = 0;
    CREATE INDEX changes_message ON changes (message);

    CREATE TABLE inbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL UNIQUE,
        channel TEXT NOT NULL,
        sender TEXT NOT NULL,
        sender_number TEXT NOT NULL,
        addressee TEXT,
        text TEXT NOT NULL,
        keyword TEXT,
        received_at REAL NOT NULL,
        stored_at REAL NOT NULL,
        wall_clock INTEGER NOT NULL DEFAULT 0,
        by_content INTEGER NOT NULL DEFAULT 0,
        digest BLOB,
        announced INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX inbox_unannounced ON inbox (seq) WHERE announced = 0;
    CREATE INDEX inbox_received ON inbox (received_at);
    CREATE INDEX inbox_sender ON inbox (sender_number, received_at);
    CREATE INDEX inbox_digest ON inbox (digest, stored_at);
    CREATE INDEX inbox_by_content ON inbox (digest, stored_at) WHERE by_content = 1;

    CREATE TABLE lookups (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL,
        digest BLOB,
        stored_at REAL NOT NULL,
        announced INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX lookups_digest ON lookups (digest, stored_at);
    CREATE INDEX lookups_announced ON lookups (stored_at) WHERE announced = 1;
    CREATE INDEX lookups_unannounced ON lookups (seq) WHERE announced = 0;

    CREATE TABLE campaigns (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        label TEXT NOT NULL,
        channel TEXT NOT NULL,
        state TEXT NOT NULL,
        total INTEGER,
        done INTEGER,
        created_at REAL NOT NULL,
        starts_at REAL,
        changed_at REAL NOT NULL,
        over INTEGER NOT NULL DEFAULT 0,
        reason TEXT
    );
    CREATE INDEX campaigns_going_on ON campaigns (seq) WHERE over = 0;
    CREATE INDEX campaigns_changed ON campaigns (changed_at);

    CREATE TABLE guard_hours (
        scope TEXT NOT NULL,
        hour INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (scope, hour)
    ) WITHOUT ROWID;

    CREATE TABLE guard_prices (
        channel TEXT NOT NULL,
        calling_code TEXT NOT NULL,
        price TEXT NOT NULL,
        currency TEXT,
        PRIMARY KEY (channel, calling_code)
    ) WITHOUT ROWID;

    CREATE TABLE counters (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE marks (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
)
