--
-- PostgreSQL database dump
--

\restrict 9obv6JPWqaPaxRRFp3YdOVZPp0n0fMHByx944lttf3R8jc4lrKhA6het0Usk3oD

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: meridian; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA meridian;


--
-- Name: double_at(bytea, integer); Type: FUNCTION; Schema: meridian; Owner: -
--

CREATE FUNCTION meridian.double_at(body bytea, at integer) RETURNS double precision
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
DECLARE
  exponent INTEGER := ((get_byte(body, at) & 127) << 4) | (get_byte(body, at + 1) >> 4);
  fraction BIGINT := get_byte(body, at + 1) & 15;
  amount DOUBLE PRECISION;
BEGIN
  FOR i IN 2..7 LOOP
    fraction := (fraction << 8) | get_byte(body, at + i);
  END LOOP;
  IF exponent = 0 THEN amount := fraction::DOUBLE PRECISION * '4.9406564584124654e-324'::DOUBLE PRECISION;
  ELSE -- by a power that is never too small
    amount := (fraction | (1::BIGINT << 52))::DOUBLE PRECISION * power(2::DOUBLE PRECISION, exponent - 1075 + least(100, 2046 - exponent))
      / power(2::DOUBLE PRECISION, least(100, 2046 - exponent));
  END IF;
  RETURN CASE WHEN get_byte(body, at) > 127 THEN -amount ELSE amount END;
END $$;


--
-- Name: instant(bigint); Type: FUNCTION; Schema: meridian; Owner: -
--

CREATE FUNCTION meridian.instant(time_us bigint) RETURNS timestamp with time zone
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    AS $$ SELECT TIMESTAMPTZ 'epoch' + (time_us / 3600000000) * INTERVAL '1 hour' + (time_us % 3600000000) * INTERVAL '1 microsecond' $$;


--
-- Name: quality_code(integer); Type: FUNCTION; Schema: meridian; Owner: -
--

CREATE FUNCTION meridian.quality_code(quality integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT ((quality >> 24) & 255) || '.' || ((quality >> 16) & 255) || '.' || (quality & 65535) $$;


--
-- Name: unpack_day(bytea, bigint); Type: FUNCTION; Schema: meridian; Owner: -
--

CREATE FUNCTION meridian.unpack_day(body bytea, received bigint) RETURNS TABLE(length_us bigint, time_us bigint, value double precision, quality integer, received_us bigint)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
DECLARE
  at INTEGER := 1;
  numbers BIGINT[];
  number BIGINT;
  octet INTEGER;
  shift INTEGER;
  size INTEGER;
  place INTEGER := 0;
  places INTEGER;
  phase INTEGER := 0;
  wanted INTEGER := 1;
  run INTEGER;
  times BIGINT[];
  lengths BIGINT[];
  qualities INTEGER[];
  receipts BIGINT[];
  before BIGINT := 0;
BEGIN
  IF get_byte(body, 0) NOT IN (1, 2) THEN
    RAISE EXCEPTION 'a packed day of form %: written by a newer hub', get_byte(body, 0);
  END IF;
  -- phases: 0 count of values, 1 runs of times, 2 runs of qualities, 3 runs of receipts, 4 values
  LOOP
    IF phase = 1 AND place = size THEN phase := 2; place := 0; END IF;
    IF phase = 2 AND place = size THEN
      phase := 3; place := 0;
      IF size > 0 THEN before := (times[1] - (times[1] % 1000000 + 1000000) % 1000000) / 1000000; END IF;
    END IF;
    IF phase = 3 AND (get_byte(body, 0) = 1 OR place = size) THEN
      phase := 4; place := 0; before := 0;
      places := get_byte(body, at);
      at := at + 1;
    END IF;
    EXIT WHEN phase = 4 AND place = size;
    IF phase = 4 AND places = 255 THEN
      value := double_at(body, at);
      at := at + 8;
    ELSE
      numbers := '{}';
      wanted := CASE phase WHEN 1 THEN 3 WHEN 2 THEN 2 WHEN 3 THEN 2 ELSE 1 END;
      WHILE cardinality(numbers) < wanted LOOP
        number := 0;
        shift := 0;
        LOOP
          octet := get_byte(body, at);
          at := at + 1;
          number := number | ((octet & 127)::BIGINT << shift);
          EXIT WHEN octet < 128;
          shift := shift + 7;
        END LOOP;
        -- Count, and in the sign's place those that may be below zero.
        IF phase = 4 OR phase IN (1, 3) AND cardinality(numbers) = 1 THEN
          number := ((number >> 1) & 9223372036854775807) # (-(number & 1));
        END IF;
        numbers := numbers || number;
        IF phase = 1 AND cardinality(numbers) = 3 AND numbers[1] > 1 THEN wanted := 4; END IF;
      END LOOP;
    END IF;
    CASE phase
      WHEN 0 THEN
        size := numbers[1];
        phase := 1;
      WHEN 1 THEN
        FOR i IN 0..numbers[1] - 1 LOOP
          times[place + 1] := before + numbers[2] + i * coalesce(numbers[4], 0);
          lengths[place + 1] := numbers[3];
          place := place + 1;
        END LOOP;
        before := times[place];
      WHEN 2 THEN
        FOR i IN 1..numbers[1] LOOP
          place := place + 1;
          qualities[place] := CASE WHEN numbers[2] > 2147483647 THEN numbers[2] - 4294967296 ELSE numbers[2] END;
        END LOOP;
      WHEN 3 THEN
        before := before + numbers[2];
        FOR i IN 1..numbers[1] LOOP
          place := place + 1;
          receipts[place] := before * 1000000;
        END LOOP;
      WHEN 4 THEN
        place := place + 1;
        IF places < 255 THEN
          before := before + numbers[1];
          value := before::DOUBLE PRECISION / (10 ^ places)::DOUBLE PRECISION;
        END IF;
        length_us := lengths[place];
        time_us := times[place];
        quality := qualities[place];
        received_us := coalesce(receipts[place], received - (received % 1000000 + 1000000) % 1000000);
        RETURN NEXT;
    END CASE;
  END LOOP;
END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: ac_line_segment; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.ac_line_segment (
    place integer NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    feeder uuid NOT NULL,
    nominal_kv double precision NOT NULL,
    path bytea NOT NULL,
    course public.geometry(LineString,4326) GENERATED ALWAYS AS (public.st_geomfromwkb(path, 4326)) STORED
);


--
-- Name: answered_request; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.answered_request (
    sender character varying NOT NULL,
    message_id character varying NOT NULL,
    answered bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: collection_run; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.collection_run (
    task uuid NOT NULL,
    sequence bigint NOT NULL,
    due bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: collection_task; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.collection_task (
    mrid uuid NOT NULL,
    created bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: command; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.command (
    sequence bigint NOT NULL,
    mrid uuid NOT NULL,
    sender character varying NOT NULL,
    message_id character varying NOT NULL,
    device uuid NOT NULL,
    requested bigint NOT NULL,
    priority integer NOT NULL,
    not_before bigint NOT NULL,
    expires bigint NOT NULL,
    state integer NOT NULL,
    fencing bigint NOT NULL,
    lease_ends bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: consumer; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.consumer (
    name character varying NOT NULL,
    "position" bigint NOT NULL,
    paused boolean DEFAULT false NOT NULL
);


--
-- Name: control_cancel; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.control_cancel (
    sender character varying NOT NULL,
    message_id character varying NOT NULL,
    answered bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: control_request; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.control_request (
    sender character varying NOT NULL,
    message_id character varying NOT NULL,
    open integer NOT NULL,
    finished bigint NOT NULL
);


--
-- Name: end_device_event; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.end_device_event (
    sequence bigint NOT NULL,
    mrid uuid NOT NULL,
    device uuid NOT NULL,
    created bigint NOT NULL,
    type character varying NOT NULL,
    body bytea NOT NULL
);


--
-- Name: reading_type; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.reading_type (
    id integer NOT NULL,
    code character varying NOT NULL
);


--
-- Name: energy_type; Type: VIEW; Schema: meridian; Owner: -
--

CREATE VIEW meridian.energy_type AS
 SELECT t.id,
    t.code,
    ((10)::double precision ^ (((t.part[16])::integer - 3))::double precision) AS kwh,
    (
        CASE t.part[3]
            WHEN '0'::text THEN (0)::numeric
            WHEN '1'::text THEN ((1)::numeric / 6.0)
            WHEN '2'::text THEN 0.25
            WHEN '3'::text THEN ((1)::numeric / 60.0)
            WHEN '4'::text THEN (24)::numeric
            WHEN '5'::text THEN 0.5
            WHEN '6'::text THEN ((1)::numeric / 12.0)
            WHEN '7'::text THEN (1)::numeric
            WHEN '10'::text THEN ((1)::numeric / 30.0)
            WHEN '14'::text THEN 0.05
            WHEN '31'::text THEN ((1)::numeric / 3.0)
            ELSE NULL::numeric
        END)::double precision AS hours
   FROM ( SELECT reading_type.id,
            reading_type.code,
            string_to_array((reading_type.code)::text, '.'::text) AS part
           FROM meridian.reading_type) t
  WHERE ((t.part[5] = '1'::text) AND (t.part[7] = '12'::text) AND (t.part[11] = '0'::text) AND (t.part[15] = '0'::text) AND (t.part[17] = '72'::text));


--
-- Name: feeder; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.feeder (
    place integer NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    substation uuid NOT NULL
);


--
-- Name: flyway_schema_history; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);


--
-- Name: last_value; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.last_value (
    meter uuid NOT NULL,
    type integer NOT NULL,
    "time" bigint NOT NULL,
    value double precision NOT NULL,
    quality integer NOT NULL,
    interval_end bigint,
    newest bigint NOT NULL
)
WITH (fillfactor='50');


--
-- Name: meter; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.meter (
    place integer NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    serial_number character varying NOT NULL,
    adapter character varying NOT NULL,
    lan_address character varying NOT NULL,
    model character varying NOT NULL,
    usage_point uuid
);


--
-- Name: supply; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.supply (
    usage_point uuid NOT NULL,
    transformer uuid,
    feeder uuid
);


--
-- Name: usage_point; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.usage_point (
    place integer NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    address character varying NOT NULL,
    longitude double precision,
    latitude double precision,
    equipment uuid,
    phases character varying NOT NULL,
    "position" public.geometry(Point,4326) GENERATED ALWAYS AS (public.st_setsrid(public.st_makepoint(longitude, latitude), 4326)) STORED
);


--
-- Name: gis_meter; Type: VIEW; Schema: meridian; Owner: -
--

CREATE VIEW meridian.gis_meter AS
 SELECT m.mrid,
    m.name,
    m.serial_number,
    u.name AS usage_point,
    u.address,
    s.transformer,
    s.feeder,
    energy.kwh AS energy_kwh,
    energy."time" AS energy_time,
    last."time" AS last_time,
        CASE supply.type
            WHEN '3.26.0.85'::text THEN 'off'::text
            WHEN '3.26.0.216'::text THEN 'on'::text
            ELSE 'unknown'::text
        END AS supply,
    meridian.instant(supply.created) AS supply_since,
        CASE relay.type
            WHEN '3.31.0.68'::text THEN 'disconnected'::text
            WHEN '3.31.0.42'::text THEN 'connected'::text
            WHEN '3.31.0.5'::text THEN 'armed'::text
            ELSE 'unknown'::text
        END AS relay,
    meridian.instant(relay.created) AS relay_since,
    u."position"
   FROM ((((((meridian.meter m
     JOIN meridian.usage_point u ON ((u.mrid = m.usage_point)))
     LEFT JOIN meridian.supply s ON ((s.usage_point = m.usage_point)))
     LEFT JOIN LATERAL ( SELECT meridian.instant(max(v."time")) AS "time"
           FROM meridian.last_value v
          WHERE (v.meter = m.mrid)) last ON (true))
     LEFT JOIN LATERAL ( SELECT (v.value * t.kwh) AS kwh,
            meridian.instant(v."time") AS "time"
           FROM (meridian.last_value v
             JOIN meridian.energy_type t ON ((t.id = v.type)))
          WHERE ((v.meter = m.mrid) AND (t.hours = (0)::double precision))
          ORDER BY v."time" DESC
         LIMIT 1) energy ON (true))
     LEFT JOIN LATERAL ( SELECT e.type,
            e.created
           FROM meridian.end_device_event e
          WHERE ((e.device = m.mrid) AND ((e.type)::text = ANY ((ARRAY['3.26.0.85'::character varying, '3.26.0.216'::character varying])::text[])))
          ORDER BY e.created DESC, e.sequence DESC
         LIMIT 1) supply ON (true))
     LEFT JOIN LATERAL ( SELECT e.type,
            e.created
           FROM meridian.end_device_event e
          WHERE ((e.device = m.mrid) AND ((e.type)::text = ANY ((ARRAY['3.31.0.68'::character varying, '3.31.0.42'::character varying, '3.31.0.5'::character varying])::text[])))
          ORDER BY e.created DESC, e.sequence DESC
         LIMIT 1) relay ON (true));


--
-- Name: power_transformer; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.power_transformer (
    place integer NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    feeder uuid NOT NULL,
    longitude double precision NOT NULL,
    latitude double precision NOT NULL,
    rated_s_kva double precision NOT NULL,
    primary_kv double precision NOT NULL,
    secondary_kv double precision NOT NULL,
    "position" public.geometry(Point,4326) GENERATED ALWAYS AS (public.st_setsrid(public.st_makepoint(longitude, latitude), 4326)) STORED
);


--
-- Name: gis_outage; Type: VIEW; Schema: meridian; Owner: -
--

CREATE VIEW meridian.gis_outage AS
 SELECT
        CASE GROUPING(m.transformer)
            WHEN 0 THEN 'transformer'::text
            ELSE 'feeder'::text
        END AS level,
    ((COALESCE(m.transformer, m.feeder))::text ||
        CASE GROUPING(m.transformer)
            WHEN 0 THEN ''::text
            ELSE '-feeder'::text
        END) AS id,
        CASE GROUPING(m.transformer)
            WHEN 0 THEN min((t.name)::text)
            ELSE NULL::text
        END AS transformer,
    min((f.name)::text) AS feeder,
    count(*) AS meters_off,
    min(m.supply_since) AS since,
    (public.st_buffer((public.st_convexhull(public.st_collect(m."position")))::public.geography, (20)::double precision))::public.geometry(Polygon,4326) AS area
   FROM ((meridian.gis_meter m
     LEFT JOIN meridian.power_transformer t ON ((t.mrid = m.transformer)))
     LEFT JOIN meridian.feeder f ON ((f.mrid = m.feeder)))
  WHERE (m.supply = 'off'::text)
  GROUP BY GROUPING SETS ((m.feeder, m.transformer), (m.feeder));


--
-- Name: gis_transformer; Type: VIEW; Schema: meridian; Owner: -
--

CREATE VIEW meridian.gis_transformer AS
 WITH told AS (
         SELECT s.transformer,
            v.meter,
            v."time",
            ((v.value * t.kwh) / t.hours) AS kw
           FROM (((meridian.supply s
             JOIN meridian.meter m ON ((m.usage_point = s.usage_point)))
             JOIN meridian.last_value v ON ((v.meter = m.mrid)))
             JOIN meridian.energy_type t ON ((t.id = v.type)))
          WHERE ((t.hours > (0)::double precision) AND (v."time" = v.interval_end))
        ), newest AS (
         SELECT told.transformer,
            mode() WITHIN GROUP (ORDER BY told."time" DESC) AS "time"
           FROM told
          GROUP BY told.transformer
        ), load AS (
         SELECT n.transformer,
            n."time",
            sum(told.kw) AS kw,
            count(DISTINCT told.meter) AS meters
           FROM (newest n
             JOIN told ON (((told.transformer = n.transformer) AND (told."time" = n."time"))))
          GROUP BY n.transformer, n."time"
        ), fed AS (
         SELECT s.transformer,
            count(*) AS meters
           FROM (meridian.supply s
             JOIN meridian.meter m ON ((m.usage_point = s.usage_point)))
          GROUP BY s.transformer
        )
 SELECT p.mrid,
    p.name,
    f.name AS feeder,
    p.rated_s_kva,
    p.primary_kv,
    p.secondary_kv,
    load.kw AS load_kw,
        CASE
            WHEN (p.rated_s_kva > (0)::double precision) THEN (((100)::double precision * load.kw) / p.rated_s_kva)
            ELSE NULL::double precision
        END AS load_percent,
    meridian.instant(load."time") AS load_time,
    COALESCE(load.meters, (0)::bigint) AS meters_told,
    COALESCE(fed.meters, (0)::bigint) AS meters,
    p."position"
   FROM (((meridian.power_transformer p
     LEFT JOIN meridian.feeder f ON ((f.mrid = p.feeder)))
     LEFT JOIN load ON ((load.transformer = p.mrid)))
     LEFT JOIN fed ON ((fed.transformer = p.mrid)));


--
-- Name: interval_day; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.interval_day (
    meter uuid NOT NULL,
    type integer NOT NULL,
    day integer NOT NULL,
    received bigint NOT NULL,
    body bytea NOT NULL
)
PARTITION BY RANGE (day);


--
-- Name: interval_day_2026_03; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.interval_day_2026_03 (
    meter uuid NOT NULL,
    type integer NOT NULL,
    day integer NOT NULL,
    received bigint NOT NULL,
    body bytea NOT NULL
)
WITH (fillfactor='60');


--
-- Name: interval_day_other; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.interval_day_other (
    meter uuid NOT NULL,
    type integer NOT NULL,
    day integer NOT NULL,
    received bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: journal; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.journal (
    id bigint NOT NULL,
    "time" bigint NOT NULL,
    time_exact character varying NOT NULL,
    direction character varying NOT NULL,
    endpoint character varying NOT NULL,
    partner character varying NOT NULL,
    verb character varying NOT NULL,
    noun character varying NOT NULL,
    revision character varying NOT NULL,
    source character varying NOT NULL,
    message_id character varying NOT NULL,
    correlation_id character varying NOT NULL,
    made character varying NOT NULL,
    async_reply boolean NOT NULL,
    ack_required boolean NOT NULL,
    reply_address character varying NOT NULL,
    user_id character varying NOT NULL,
    devices character varying NOT NULL,
    outcome character varying NOT NULL,
    duration_ms bigint NOT NULL,
    size bigint NOT NULL,
    kept bigint NOT NULL,
    replay_of bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: journal_word; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.journal_word (
    word character varying NOT NULL,
    "time" bigint NOT NULL,
    exchange bigint NOT NULL
);


--
-- Name: master_link; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.master_link (
    a uuid NOT NULL,
    b uuid NOT NULL,
    a_type character varying NOT NULL,
    b_type character varying NOT NULL
);


--
-- Name: master_mention; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.master_mention (
    identifier character varying NOT NULL,
    mentioned character varying NOT NULL,
    type character varying NOT NULL,
    mrid uuid NOT NULL
);


--
-- Name: master_name; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.master_name (
    name character varying NOT NULL,
    type character varying NOT NULL,
    mrid uuid NOT NULL
);


--
-- Name: master_object; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.master_object (
    mrid uuid NOT NULL,
    type character varying NOT NULL,
    body bytea NOT NULL
);


--
-- Name: meter_service_work; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.meter_service_work (
    sequence bigint NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    open boolean NOT NULL,
    controlled boolean NOT NULL,
    meter uuid,
    old_meter uuid,
    usage_point uuid,
    body bytea NOT NULL
);


--
-- Name: notice; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.notice (
    sequence bigint NOT NULL,
    message_id uuid NOT NULL,
    created bigint NOT NULL,
    noun integer NOT NULL,
    body bytea NOT NULL
);


--
-- Name: register_day; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.register_day (
    meter uuid NOT NULL,
    type integer NOT NULL,
    day integer NOT NULL,
    received bigint NOT NULL,
    body bytea NOT NULL
)
PARTITION BY RANGE (day);


--
-- Name: register_day_other; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.register_day_other (
    meter uuid NOT NULL,
    type integer NOT NULL,
    day integer NOT NULL,
    received bigint NOT NULL,
    body bytea NOT NULL
);


--
-- Name: reading; Type: VIEW; Schema: meridian; Owner: -
--

CREATE VIEW meridian.reading AS
 SELECT d.meter,
    t.code AS reading_type,
    d.day,
        CASE
            WHEN (v.length_us > 0) THEN meridian.instant((v.time_us - v.length_us))
            ELSE NULL::timestamp with time zone
        END AS interval_start,
    meridian.instant(v.time_us) AS "time",
    v.value,
    meridian.quality_code(v.quality) AS quality,
    meridian.instant(v.received_us) AS received
   FROM ((( SELECT interval_day.meter,
            interval_day.type,
            interval_day.day,
            interval_day.received,
            interval_day.body
           FROM meridian.interval_day
        UNION ALL
         SELECT interval_day_other.meter,
            interval_day_other.type,
            interval_day_other.day,
            interval_day_other.received,
            interval_day_other.body
           FROM meridian.interval_day_other
        UNION ALL
         SELECT register_day.meter,
            register_day.type,
            register_day.day,
            register_day.received,
            register_day.body
           FROM meridian.register_day
        UNION ALL
         SELECT register_day_other.meter,
            register_day_other.type,
            register_day_other.day,
            register_day_other.received,
            register_day_other.body
           FROM meridian.register_day_other) d
     JOIN meridian.reading_type t ON ((t.id = d.type)))
     CROSS JOIN LATERAL meridian.unpack_day(d.body, d.received) v(length_us, time_us, value, quality, received_us));


--
-- Name: register_day_2026_03; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.register_day_2026_03 (
    meter uuid NOT NULL,
    type integer NOT NULL,
    day integer NOT NULL,
    received bigint NOT NULL,
    body bytea NOT NULL
)
WITH (fillfactor='60');


--
-- Name: replay; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.replay (
    consumer character varying NOT NULL,
    starts bigint NOT NULL,
    ends bigint NOT NULL,
    "position" bigint NOT NULL,
    last bigint NOT NULL,
    notices bigint NOT NULL,
    done bigint NOT NULL
);


--
-- Name: set_aside; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.set_aside (
    consumer character varying NOT NULL,
    sequence bigint NOT NULL,
    message_id uuid NOT NULL,
    created bigint NOT NULL,
    noun integer NOT NULL,
    reason character varying NOT NULL,
    again boolean DEFAULT false NOT NULL,
    body bytea NOT NULL
);


--
-- Name: substation; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.substation (
    place integer NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    longitude double precision NOT NULL,
    latitude double precision NOT NULL,
    "position" public.geometry(Point,4326) GENERATED ALWAYS AS (public.st_setsrid(public.st_makepoint(longitude, latitude), 4326)) STORED
);


--
-- Name: switch; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.switch (
    place integer NOT NULL,
    mrid uuid NOT NULL,
    name character varying NOT NULL,
    kind character varying NOT NULL,
    feeder uuid NOT NULL,
    longitude double precision NOT NULL,
    latitude double precision NOT NULL,
    normal_open boolean NOT NULL,
    open boolean NOT NULL,
    "position" public.geometry(Point,4326) GENERATED ALWAYS AS (public.st_setsrid(public.st_makepoint(longitude, latitude), 4326)) STORED
);


--
-- Name: terminal; Type: TABLE; Schema: meridian; Owner: -
--

CREATE TABLE meridian.terminal (
    place integer NOT NULL,
    equipment uuid NOT NULL,
    sequence_number integer NOT NULL,
    connectivity_node uuid NOT NULL
);


--
-- Name: interval_day_2026_03; Type: TABLE ATTACH; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.interval_day ATTACH PARTITION meridian.interval_day_2026_03 FOR VALUES FROM (20513) TO (20544);


--
-- Name: register_day_2026_03; Type: TABLE ATTACH; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.register_day ATTACH PARTITION meridian.register_day_2026_03 FOR VALUES FROM (20513) TO (20544);


--
-- Data for Name: ac_line_segment; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.ac_line_segment (place, mrid, name, feeder, nominal_kv, path) FROM stdin;
0	e1d145c5-c056-37dc-96b0-6d57fb3a52d1	L1	36b74151-ad60-3dc7-9695-ddb41f9980a1	11	\\x000000000200000003bfc00000000000004049c000000000003fb999999999999a4049cccccccccccdbfc00000000000004049c00000000000
\.


--
-- Data for Name: answered_request; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.answered_request (sender, message_id, answered, body) FROM stdin;
cis	m-1	1772323200000000	\\x0101478f3a4c51823ad2bcb50c1c60670c0f00
\.


--
-- Data for Name: collection_run; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.collection_run (task, sequence, due, body) FROM stdin;
478f3a4c-5182-3ad2-bcb5-0c1c60670c0f	1	1772323200000000	\\x01478f3a4c51823ad2bcb50c1c60670c0f80869c9a0d0082869c9a0d0084869c9a0d00050401090002
\.


--
-- Data for Name: collection_task; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.collection_task (mrid, created, body) FROM stdin;
478f3a4c-5182-3ad2-bcb5-0c1c60670c0f	1772323200000000	\\x01478f3a4c51823ad2bcb50c1c60670c0f0742494c4c494e47000000000000000180a305000100000080869c9a0d0000020003636973036d2d310004616e6e6180869c9a0d00
\.


--
-- Data for Name: command; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.command (sequence, mrid, sender, message_id, device, requested, priority, not_before, expires, state, fencing, lease_ends, body) FROM stdin;
1	ac743b03-1b90-4952-8884-6d97c87eaa19	billing	finished-0	e1d59dce-b79d-43b9-8ef8-d9d13f4ba724	1772355600000000	1	1772355600000000	1772359200000000	2	0	0	\\x02ac743b031b90495288846d97c87eaa190762696c6c696e670a66696e69736865642d300f636f72722d66696e69736865642d300c687474703a2f2f7265706c790762696c6c696e67e1d59dceb79d43b98ef8d9d13f4ba724031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d00020080a9a19a0d00
2	98020e26-3d34-49ae-9904-bfabd2a3351f	billing	finished-1	ba812d12-fe62-4ce1-a8ec-62c6a0b5a297	1772355600000000	1	1772355600000000	1772359200000000	2	0	0	\\x0298020e263d3449ae9904bfabd2a3351f0762696c6c696e670a66696e69736865642d310f636f72722d66696e69736865642d310c687474703a2f2f7265706c790762696c6c696e67ba812d12fe624ce1a8ec62c6a0b5a297031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d00020180a9a19a0d00
3	f724deb4-2d37-456f-a890-4439402c9262	billing	finished-2	f396f2e4-bde9-4c93-86a1-81526a793d98	1772355600000000	1	1772355600000000	1772359200000000	2	0	0	\\x02f724deb42d37456fa8904439402c92620762696c6c696e670a66696e69736865642d320f636f72722d66696e69736865642d320c687474703a2f2f7265706c790762696c6c696e67f396f2e4bde94c9386a181526a793d98031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d00020280a9a19a0d00
4	58ad115f-06de-4d01-a7da-dd2cf273fef4	billing	finished-3	810828f4-bcd2-48d1-9cfa-6b251f16473a	1772355600000000	1	1772355600000000	1772359200000000	2	0	0	\\x0258ad115f06de4d01a7dadd2cf273fef40762696c6c696e670a66696e69736865642d330f636f72722d66696e69736865642d330c687474703a2f2f7265706c790762696c6c696e67810828f4bcd248d19cfa6b251f16473a031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d0002030b72656c617920737475636b80a9a19a0d00
5	45ed57fe-960a-458d-8881-17ff4e96c31f	billing	finished-4	e1c3c1a0-362f-4b23-a5fe-58421acd2ae1	1772355600000000	1	1772355600000000	1772359200000000	2	0	0	\\x0245ed57fe960a458d888117ff4e96c31f0762696c6c696e670a66696e69736865642d340f636f72722d66696e69736865642d340c687474703a2f2f7265706c790762696c6c696e67e1c3c1a0362f4b23a5fe58421acd2ae1031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d0002040673696c656e7480a9a19a0d00
6	3256cf5f-d122-478f-9841-33e32c102dd1	billing	finished-5	38032b7a-9c2d-4a37-b3d2-4c46ec63f30f	1772355600000000	1	1772355600000000	1772359200000000	2	0	0	\\x023256cf5fd122478f984133e32c102dd10762696c6c696e670a66696e69736865642d350f636f72722d66696e69736865642d350c687474703a2f2f7265706c790762696c6c696e6738032b7a9c2d4a37b3d24c46ec63f30f031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d000205086e6f2072656c617980a9a19a0d00
7	363a042c-a074-4b3a-b2fb-fd58c37290ed	billing	finished-6	56e12675-22c9-4e98-a7af-3a01a9694a0e	1772355600000000	1	1772355600000000	1772359200000000	2	0	0	\\x02363a042ca0744b3ab2fbfd58c37290ed0762696c6c696e670a66696e69736865642d360f636f72722d66696e69736865642d360c687474703a2f2f7265706c790762696c6c696e6756e1267522c94e98a7af3a01a9694a0e031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d0002060a62792062696c6c696e6780a9a19a0d00
8	17bca135-a1ae-4275-813b-e53e82055354	billing	queued	1099b0df-a9b4-47b8-bfb2-6cd4aa29e84c	1772355600000000	1	1772355600000000	1772359200000000	0	0	0	\\x0217bca135a1ae4275813be53e820553540762696c6c696e67067175657565640b636f72722d7175657565640c687474703a2f2f7265706c790762696c6c696e671099b0dfa9b447b8bfb26cd4aa29e84c031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d000000000000
9	c54a14dc-d7a4-4fd3-85cc-1bcd3792ff0d	billing	running	2466c71d-32f7-4638-929b-fc2e9e283aa7	1772355600000000	1	1772355600000000	1772359200000000	1	1	1772362800000000	\\x02c54a14dcd7a44fd385cc1bcd3792ff0d0762696c6c696e670772756e6e696e670c636f72722d72756e6e696e670c687474703a2f2f7265706c790762696c6c696e672466c71d32f74638929bfc2e9e283aa7031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d000101e0f0a09a0d0000
\.


--
-- Data for Name: consumer; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.consumer (name, "position", paused) FROM stdin;
billing	1	f
oms	10	f
\.


--
-- Data for Name: control_cancel; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.control_cancel (sender, message_id, answered, body) FROM stdin;
\.


--
-- Data for Name: control_request; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.control_request (sender, message_id, open, finished) FROM stdin;
billing	finished-0	0	1772366400000000
billing	finished-1	0	1772366400000000
billing	finished-2	0	1772366400000000
billing	finished-3	0	1772366400000000
billing	finished-4	0	1772366400000000
billing	finished-5	0	1772366400000000
billing	finished-6	0	1772366400000000
billing	queued	1	0
billing	running	1	0
\.


--
-- Data for Name: end_device_event; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.end_device_event (sequence, mrid, device, created, type, body) FROM stdin;
1	5c1c18d4-91ba-4c57-b90e-c2bd6167f4de	56c374b4-86fa-3a2d-a22b-f2d6f38120c0	1772359200000000	3.26.0.85	\\x015c1c18d491ba4c57b90ec2bd6167f4de56c374b486fa3a2da22bf2d6f38120c0031a0055c0b8a09a0d00096c617374206761737000010570686173650141
2	d3e43da6-85da-4b56-8a77-ec9d945fb777	4412b7b3-a155-37fd-9a25-8a30aa1e4a87	1772359260000000	3.26.0.85	\\x01d3e43da685da4b568a77ec9d945fb7774412b7b3a15537fd9a258a30aa1e4a87031a0055b8b9a09a0d00096c617374206761737000010570686173650141
3	9e4843c2-1b36-4ee0-ab80-f26ca934c3b4	1267fe58-8dd6-33fc-a36b-e6801435d04a	1772359320000000	3.26.0.85	\\x019e4843c21b364ee0ab80f26ca934c3b41267fe588dd633fca36be6801435d04a031a0055b0baa09a0d00096c617374206761737000010570686173650141
4	7fe21216-95af-4157-8352-bea4273ab68f	effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	1772359380000000	3.26.0.85	\\x017fe2121695af41578352bea4273ab68feffcf8d2329231aeb0c7fe4a3d6ea8b1031a0055a8bba09a0d00096c617374206761737000010570686173650141
5	aa6d5c1b-2b2a-4d6a-a218-1712fdfbc9c6	abd74dab-8145-3940-9a5e-c09ced174cc1	1772359440000000	3.26.0.85	\\x01aa6d5c1b2b2a4d6aa2181712fdfbc9c6abd74dab814539409a5ec09ced174cc1031a0055a0bca09a0d00096c617374206761737000010570686173650141
6	48b8d5f1-5335-4e70-bf98-90a82964d124	b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	1772359500000000	3.26.0.85	\\x0148b8d5f153354e70bf9890a82964d124b05369e98b86301abb0b5e3fd75dcf8b031a005598bda09a0d00096c617374206761737000010570686173650141
7	f7c5c811-5a35-4ef9-ae2f-c98570a49647	f02f9070-7786-3828-bafb-8c449c046186	1772359560000000	3.26.0.85	\\x01f7c5c8115a354ef9ae2fc98570a49647f02f907077863828bafb8c449c046186031a005590bea09a0d00096c617374206761737000010570686173650141
8	c9b5e34f-3055-48d1-b2c3-3e37d8c1e475	2f0e5fca-951d-3776-b20d-11e5d9eb12cf	1772359620000000	3.26.0.85	\\x01c9b5e34f305548d1b2c33e37d8c1e4752f0e5fca951d3776b20d11e5d9eb12cf031a005588bfa09a0d00096c617374206761737000010570686173650141
9	ddb11a04-5517-4522-9b03-87538f4f0306	776dd86c-b50a-3281-90dc-aa4c0bc72400	1772359680000000	3.26.0.85	\\x01ddb11a04551745229b0387538f4f0306776dd86cb50a328190dcaa4c0bc72400031a005580c0a09a0d00096c617374206761737000010570686173650141
10	63042bb1-30e6-4473-955f-636c86f01cc0	d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	1772359740000000	3.26.0.85	\\x0163042bb130e64473955f636c86f01cc0d0ac9c83f2d030b59d9acc4c556bff0f031a0055f8c0a09a0d00096c617374206761737000010570686173650141
11	49104c4e-72dc-4d2a-924f-9eefe8a41a8b	4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	1772359800000000	3.26.0.85	\\x0149104c4e72dc4d2a924f9eefe8a41a8b4d46927d23fe3f08bb16f6fdb77ac7f3031a0055f0c1a09a0d00096c617374206761737000010570686173650141
12	7977dff1-4e34-4e89-b719-23de5eacf6e3	c453b48b-2a14-3748-8c3d-8079288236ca	1772359860000000	3.26.0.85	\\x017977dff14e344e89b71923de5eacf6e3c453b48b2a1437488c3d8079288236ca031a0055e8c2a09a0d00096c617374206761737000010570686173650141
13	2ca759e6-fe53-4658-949a-3ea8eec86a06	e1d59dce-b79d-43b9-8ef8-d9d13f4ba724	1772366400000000	3.26.0.85	\\x012ca759e6fe534658949a3ea8eec86a06e1d59dceb79d43b98ef8d9d13f4ba724031a005580a9a19a0d00096c617374206761737000010570686173650141
14	80f260c2-05bf-435d-bb9e-68bfabf2902a	ba812d12-fe62-4ce1-a8ec-62c6a0b5a297	1772366400000000	3.26.0.85	\\x0180f260c205bf435dbb9e68bfabf2902aba812d12fe624ce1a8ec62c6a0b5a297031a005580a9a19a0d00096c617374206761737000010570686173650141
15	85c330ec-fa0d-43dd-8a29-1e65bbb7864d	f396f2e4-bde9-4c93-86a1-81526a793d98	1772366400000000	3.26.0.85	\\x0185c330ecfa0d43dd8a291e65bbb7864df396f2e4bde94c9386a181526a793d98031a005580a9a19a0d00096c617374206761737000010570686173650141
16	7f117fe4-2d25-4ff4-ba44-fd091e96e766	810828f4-bcd2-48d1-9cfa-6b251f16473a	1772366400000000	3.26.0.85	\\x017f117fe42d254ff4ba44fd091e96e766810828f4bcd248d19cfa6b251f16473a031a005580a9a19a0d00096c617374206761737000010570686173650141
17	01d60ed5-a785-498c-a6ef-03414aed40ac	e1c3c1a0-362f-4b23-a5fe-58421acd2ae1	1772366400000000	3.26.0.85	\\x0101d60ed5a785498ca6ef03414aed40ace1c3c1a0362f4b23a5fe58421acd2ae1031a005580a9a19a0d00096c617374206761737000010570686173650141
18	e6989642-0c4c-42df-b837-0ef46b172d2c	38032b7a-9c2d-4a37-b3d2-4c46ec63f30f	1772366400000000	3.26.0.85	\\x01e69896420c4c42dfb8370ef46b172d2c38032b7a9c2d4a37b3d24c46ec63f30f031a005580a9a19a0d00096c617374206761737000010570686173650141
19	48476499-9828-4a23-a37d-6359861c4d26	56e12675-22c9-4e98-a7af-3a01a9694a0e	1772366400000000	3.26.0.85	\\x014847649998284a23a37d6359861c4d2656e1267522c94e98a7af3a01a9694a0e031a005580a9a19a0d00096c617374206761737000010570686173650141
\.


--
-- Data for Name: feeder; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.feeder (place, mrid, name, substation) FROM stdin;
0	36b74151-ad60-3dc7-9695-ddb41f9980a1	F1	3d69f7e8-4622-32be-b63d-f72c60c4ae95
\.


--
-- Data for Name: flyway_schema_history; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) FROM stdin;
0	\N	<< Flyway Schema Creation >>	SCHEMA	"meridian"	\N	hub	2026-11-21 10:24:23.437845	0	t
1	1	first	SQL	V1__first.sql	1677027732	hub	2026-11-21 10:24:23.462279	359	t
2	2	views	SQL	V2__views.sql	1906304267	hub	2026-11-21 10:24:23.854531	166	t
3	3	master	SQL	V3__master.sql	-417083755	hub	2026-11-21 10:24:24.10052	682	t
4	4	work	SQL	V4__work.sql	-1823417963	hub	2026-11-21 10:24:24.82427	73	t
\.


--
-- Data for Name: interval_day_2026_03; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.interval_day_2026_03 (meter, type, day, received, body) FROM stdin;
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a020032323232
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02fa0132323232323232323232
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02c80132323232
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02c20332323232323232323232
1267fe58-8dd6-33fc-a36b-e6801435d04a	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02900332323232
1267fe58-8dd6-33fc-a36b-e6801435d04a	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a028a0532323232323232323232
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02d80432323232
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02d20632323232323232323232
abd74dab-8145-3940-9a5e-c09ced174cc1	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02a00632323232
abd74dab-8145-3940-9a5e-c09ced174cc1	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a029a0832323232323232323232
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02e80732323232
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02e20932323232323232323232
f02f9070-7786-3828-bafb-8c449c046186	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02b00932323232
f02f9070-7786-3828-bafb-8c449c046186	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02aa0b32323232323232323232
2f0e5fca-951d-3776-b20d-11e5d9eb12cf	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02f80a32323232
2f0e5fca-951d-3776-b20d-11e5d9eb12cf	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02f20c32323232323232323232
776dd86c-b50a-3281-90dc-aa4c0bc72400	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02c00c32323232
776dd86c-b50a-3281-90dc-aa4c0bc72400	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02ba0e32323232323232323232
d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02880e32323232
d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02821032323232323232323232
4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02d00f32323232
4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02ca1132323232323232323232
c453b48b-2a14-3748-8c3d-8079288236ca	2	20513	1772496000000000	\\x02050580f0b8e0cdffa50680d293ad0380d293ad03058080800805a0fe0a02981132323232
c453b48b-2a14-3748-8c3d-8079288236ca	2	20514	1772496000000000	\\x020b0b80a4fda3efffa50680d293ad0380d293ad030b808080080bf8b70a02921332323232323232323232
\.


--
-- Data for Name: interval_day_other; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.interval_day_other (meter, type, day, received, body) FROM stdin;
\.


--
-- Data for Name: journal; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.journal (id, "time", time_exact, direction, endpoint, partner, verb, noun, revision, source, message_id, correlation_id, made, async_reply, ack_required, reply_address, user_id, devices, outcome, duration_ms, size, kept, replay_of, body) FROM stdin;
1	1772359200000000	2026-03-01T10:00:00Z	IN	soap	billing	create	EndDeviceControls			message-0	correlation-0		f	f			56c374b4-86fa-3a2d-a22b-f2d6f38120c0	FAILED 2.4	0	20	20	0	\\x7801b3f14d2d2e4e4c4fb533b0d187310147ae06de
2	1772359201000000	2026-03-01T10:00:01Z	OUT	soap	billing	create	EndDeviceControls			message-1	correlation-1		f	f			4412b7b3-a155-37fd-9a25-8a30aa1e4a87	OK	1	40	40	0	\\x7801b3f14d2d2e4e4c4fb533b4d187316d600c24310018d90dbd
3	1772359202000000	2026-03-01T10:00:02Z	IN	soap	billing	create	EndDeviceControls			message-2	correlation-2		f	f			1267fe58-8dd6-33fc-a36b-e6801435d04a	OK	2	60	60	0	\\x7801b3f14d2d2e4e4c4fb533b2d187316d600c02620073ae149e
4	1772359203000000	2026-03-01T10:00:03Z	OUT	soap	billing	create	EndDeviceControls			message-3	correlation-3		f	f			effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	FAILED 2.4	3	80	80	0	\\x7801b3f14d2d2e4e4c4fb533b6d187316d600c32c40058781b81
5	1772359204000000	2026-03-01T10:00:04Z	IN	soap	billing	create	EndDeviceControls			message-4	correlation-4		f	f			abd74dab-8145-3940-9a5e-c09ced174cc1	OK	4	100	100	0	\\x7801b3f14d2d2e4e4c4fb533b1d187316d600c2a890100c7642266
6	1772359205000000	2026-03-01T10:00:05Z	OUT	soap	billing	create	EndDeviceControls			message-5	correlation-5		f	f			b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	OK	5	120	120	0	\\x7801b3f14d2d2e4e4c4fb533b5d187316d600c1a8a0100c0bd294d
7	1772359206000000	2026-03-01T10:00:06Z	IN	soap	billing	create	EndDeviceControls			message-6	correlation-6		f	f			f02f9070-7786-3828-bafb-8c449c046186	FAILED 2.4	6	140	140	0	\\x7801b3f14d2d2e4e4c4fb533b3d187316d600c3a8b010044bf3036
8	1772359207000000	2026-03-01T10:00:07Z	OUT	soap	billing	create	EndDeviceControls			message-7	correlation-7		f	f			2f0e5fca-951d-3776-b20d-11e5d9eb12cf	OK	7	160	160	0	\\x7801b3f14d2d2e4e4c4fb533b7d187316d608c4120060053973721
9	1772359208000000	2026-03-01T10:00:08Z	IN	soap	billing	create	EndDeviceControls			message-8	correlation-8		f	f			776dd86c-b50a-3281-90dc-aa4c0bc72400	OK	8	180	180	0	\\x7801b3f14d2d2e4e4c4fb5b3b0d187316d608c412a0600ed813e0e
10	1772359209000000	2026-03-01T10:00:09Z	OUT	soap	billing	create	EndDeviceControls			message-9	correlation-9		f	f			d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	FAILED 2.4	9	200	200	0	\\x7801b3f14d2d2e4e4c4fb5b3b4d187316d608c2124060012d744fd
11	1772359210000000	2026-03-01T10:00:10Z	IN	soap	billing	create	EndDeviceControls			message-10	correlation-10		f	f			4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	OK	10	231	231	0	\\x7801b3f14d2d2e4e4c4fb53334b0d187b16d608c6123080027b54d9b
12	1772359211000000	2026-03-01T10:00:11Z	OUT	soap	billing	create	EndDeviceControls			message-11	correlation-11		f	f			c453b48b-2a14-3748-8c3d-8079288236ca	OK	11	252	252	0	\\x7801b3f14d2d2e4e4c4fb53334b4d187b16d608ce12d0800d8d954b5
13	1772359212000000	2026-03-01T10:00:12Z	IN	soap	billing	create	EndDeviceControls			message-12	correlation-12		f	f			56c374b4-86fa-3a2d-a22b-f2d6f38120c0	FAILED 2.4	12	273	273	0	\\x7801b3f14d2d2e4e4c4fb53334b2d187b16d608c11280800204f5bd1
14	1772359213000000	2026-03-01T10:00:13Z	OUT	soap	billing	create	EndDeviceControls			message-13	correlation-13		f	f			4412b7b3-a155-37fd-9a25-8a30aa1e4a87	OK	13	294	294	0	\\x7801b3f14d2d2e4e4c4fb53334b6d187b16d608c514148e00000fe2962ef
15	1772359214000000	2026-03-01T10:00:14Z	IN	soap	billing	create	EndDeviceControls			message-14	correlation-14		f	f			1267fe58-8dd6-33fc-a36b-e6801435d04a	OK	14	315	315	0	\\x7801b3f14d2d2e4e4c4fb53334b1d187b16d608c514148e0600d100072d36a0f
16	1772359215000000	2026-03-01T10:00:15Z	OUT	soap	billing	create	EndDeviceControls			message-15	correlation-15		f	f			effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	FAILED 2.4	15	336	336	0	\\x7801b3f14d2d2e4e4c4fb53334b5d187b16d608c514148e0101f20007e6e7131
17	1772359216000000	2026-03-01T10:00:16Z	IN	soap	billing	create	EndDeviceControls			message-16	correlation-16		f	f			abd74dab-8145-3940-9a5e-c09ced174cc1	OK	16	357	357	0	\\x7801b3f14d2d2e4e4c4fb53334b3d187b16d608c514148e05018200021487855
18	1772359217000000	2026-03-01T10:00:17Z	OUT	soap	billing	create	EndDeviceControls			message-17	correlation-17		f	f			b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	OK	17	378	378	0	\\x7801b3f14d2d2e4e4c4fb53334b7d187b16d608c514148e0d02240005b917f7b
19	1772359218000000	2026-03-01T10:00:18Z	IN	soap	billing	create	EndDeviceControls			message-18	correlation-18		f	f			f02f9070-7786-3828-bafb-8c449c046186	FAILED 2.4	18	399	399	0	\\x7801b3f14d2d2e4e4c4fb533b4b0d187b16d608c514148e0d02d40002d9786a3
20	1772359219000000	2026-03-01T10:00:19Z	OUT	soap	billing	create	EndDeviceControls			message-19	correlation-19		f	f			2f0e5fca-951d-3776-b20d-11e5d9eb12cf	OK	19	420	420	0	\\x7801b3f14d2d2e4e4c4fb533b4b4d187b16d608c514148e00c6c800000978a8dcd
21	1772359220000000	2026-03-01T10:00:20Z	IN	soap	billing	create	EndDeviceControls			message-20	correlation-20		f	f			776dd86c-b50a-3281-90dc-aa4c0bc72400	OK	20	441	441	0	\\x7801b3f14d2d2e4e4c4fb53332b0d187b16d608c514148e00cc2000100f695943c
22	1772359221000000	2026-03-01T10:00:21Z	OUT	soap	billing	create	EndDeviceControls			message-21	correlation-21		f	f			d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	FAILED 2.4	21	462	462	0	\\x7801b3f14d2d2e4e4c4fb53332b4d187b16d608c514148e00c95000100815a9b61
23	1772359222000000	2026-03-01T10:00:22Z	IN	soap	billing	create	EndDeviceControls			message-22	correlation-22		f	f			4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	OK	22	483	483	0	\\x7801b3f14d2d2e4e4c4fb53332b2d187b16d608c514148e00ce9000100a40ca288
24	1772359223000000	2026-03-01T10:00:23Z	OUT	soap	billing	create	EndDeviceControls			message-23	correlation-23		f	f			c453b48b-2a14-3748-8c3d-8079288236ca	OK	23	504	504	0	\\x7801b3f14d2d2e4e4c4fb53332b6d187b16d608c514148e00cbf0001005ef9a9b1
25	1772359224000000	2026-03-01T10:00:24Z	IN	soap	billing	create	EndDeviceControls			message-24	correlation-24		f	f			56c374b4-86fa-3a2d-a22b-f2d6f38120c0	FAILED 2.4	24	525	525	0	\\x7801b3f14d2d2e4e4c4fb53332b1d187b16d608c514148e08c90000100b251b0dc
26	1772359225000000	2026-03-01T10:00:25Z	OUT	soap	billing	create	EndDeviceControls			message-25	correlation-25		f	f			4412b7b3-a155-37fd-9a25-8a30aa1e4a87	OK	25	546	546	0	\\x7801b3f14d2d2e4e4c4fb53332b5d187b16d608c514148e08ce40001009e62b809
27	1772359226000000	2026-03-01T10:00:26Z	IN	soap	billing	create	EndDeviceControls			message-26	correlation-26		f	f			1267fe58-8dd6-33fc-a36b-e6801435d04a	OK	26	567	567	0	\\x7801b3f14d2d2e4e4c4fb53332b3d187b16d608c514148e08c06085a0a0100236bbf38
28	1772359227000000	2026-03-01T10:00:27Z	OUT	soap	billing	create	EndDeviceControls			message-27	correlation-27		f	f			effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	FAILED 2.4	27	588	588	0	\\x7801b3f14d2d2e4e4c4fb53332b7d187b16d608c514148e08c060831290400419cc669
29	1772359228000000	2026-03-01T10:00:28Z	IN	soap	billing	create	EndDeviceControls			message-28	correlation-28		f	f			abd74dab-8145-3940-9a5e-c09ced174cc1	OK	28	609	609	0	\\x7801b3f14d2d2e4e4c4fb533b2b0d187b16d608c514148e08c0608d9290400f934cd9c
30	1772359229000000	2026-03-01T10:00:29Z	OUT	soap	billing	create	EndDeviceControls			message-29	correlation-29		f	f			b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	OK	29	630	630	0	\\x7801b3f14d2d2e4e4c4fb533b2b4d187b16d608c514148e08c0608755308004a90d4d1
\.


--
-- Data for Name: journal_word; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.journal_word (word, "time", exchange) FROM stdin;
1267fe58-8dd6-33fc-a36b-e6801435d04a	1772359202000000	3
1267fe58-8dd6-33fc-a36b-e6801435d04a	1772359214000000	15
1267fe58-8dd6-33fc-a36b-e6801435d04a	1772359226000000	27
2.4	1772359200000000	1
2.4	1772359203000000	4
2.4	1772359206000000	7
2.4	1772359209000000	10
2.4	1772359212000000	13
2.4	1772359215000000	16
2.4	1772359218000000	19
2.4	1772359221000000	22
2.4	1772359224000000	25
2.4	1772359227000000	28
2f0e5fca-951d-3776-b20d-11e5d9eb12cf	1772359207000000	8
2f0e5fca-951d-3776-b20d-11e5d9eb12cf	1772359219000000	20
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	1772359201000000	2
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	1772359213000000	14
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	1772359225000000	26
4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	1772359210000000	11
4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	1772359222000000	23
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	1772359200000000	1
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	1772359212000000	13
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	1772359224000000	25
776dd86c-b50a-3281-90dc-aa4c0bc72400	1772359208000000	9
776dd86c-b50a-3281-90dc-aa4c0bc72400	1772359220000000	21
abd74dab-8145-3940-9a5e-c09ced174cc1	1772359204000000	5
abd74dab-8145-3940-9a5e-c09ced174cc1	1772359216000000	17
abd74dab-8145-3940-9a5e-c09ced174cc1	1772359228000000	29
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	1772359205000000	6
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	1772359217000000	18
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	1772359229000000	30
c453b48b-2a14-3748-8c3d-8079288236ca	1772359211000000	12
c453b48b-2a14-3748-8c3d-8079288236ca	1772359223000000	24
correlation-0	1772359200000000	1
correlation-1	1772359201000000	2
correlation-10	1772359210000000	11
correlation-11	1772359211000000	12
correlation-12	1772359212000000	13
correlation-13	1772359213000000	14
correlation-14	1772359214000000	15
correlation-15	1772359215000000	16
correlation-16	1772359216000000	17
correlation-17	1772359217000000	18
correlation-18	1772359218000000	19
correlation-19	1772359219000000	20
correlation-2	1772359202000000	3
correlation-20	1772359220000000	21
correlation-21	1772359221000000	22
correlation-22	1772359222000000	23
correlation-23	1772359223000000	24
correlation-24	1772359224000000	25
correlation-25	1772359225000000	26
correlation-26	1772359226000000	27
correlation-27	1772359227000000	28
correlation-28	1772359228000000	29
correlation-29	1772359229000000	30
correlation-3	1772359203000000	4
correlation-4	1772359204000000	5
correlation-5	1772359205000000	6
correlation-6	1772359206000000	7
correlation-7	1772359207000000	8
correlation-8	1772359208000000	9
correlation-9	1772359209000000	10
d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	1772359209000000	10
d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	1772359221000000	22
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	1772359203000000	4
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	1772359215000000	16
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	1772359227000000	28
enddevicecontrols	1772359200000000	1
enddevicecontrols	1772359201000000	2
enddevicecontrols	1772359202000000	3
enddevicecontrols	1772359203000000	4
enddevicecontrols	1772359204000000	5
enddevicecontrols	1772359205000000	6
enddevicecontrols	1772359206000000	7
enddevicecontrols	1772359207000000	8
enddevicecontrols	1772359208000000	9
enddevicecontrols	1772359209000000	10
enddevicecontrols	1772359210000000	11
enddevicecontrols	1772359211000000	12
enddevicecontrols	1772359212000000	13
enddevicecontrols	1772359213000000	14
enddevicecontrols	1772359214000000	15
enddevicecontrols	1772359215000000	16
enddevicecontrols	1772359216000000	17
enddevicecontrols	1772359217000000	18
enddevicecontrols	1772359218000000	19
enddevicecontrols	1772359219000000	20
enddevicecontrols	1772359220000000	21
enddevicecontrols	1772359221000000	22
enddevicecontrols	1772359222000000	23
enddevicecontrols	1772359223000000	24
enddevicecontrols	1772359224000000	25
enddevicecontrols	1772359225000000	26
enddevicecontrols	1772359226000000	27
enddevicecontrols	1772359227000000	28
enddevicecontrols	1772359228000000	29
enddevicecontrols	1772359229000000	30
f02f9070-7786-3828-bafb-8c449c046186	1772359206000000	7
f02f9070-7786-3828-bafb-8c449c046186	1772359218000000	19
failed	1772359200000000	1
failed	1772359203000000	4
failed	1772359206000000	7
failed	1772359209000000	10
failed	1772359212000000	13
failed	1772359215000000	16
failed	1772359218000000	19
failed	1772359221000000	22
failed	1772359224000000	25
failed	1772359227000000	28
message-0	1772359200000000	1
message-1	1772359201000000	2
message-10	1772359210000000	11
message-11	1772359211000000	12
message-12	1772359212000000	13
message-13	1772359213000000	14
message-14	1772359214000000	15
message-15	1772359215000000	16
message-16	1772359216000000	17
message-17	1772359217000000	18
message-18	1772359218000000	19
message-19	1772359219000000	20
message-2	1772359202000000	3
message-20	1772359220000000	21
message-21	1772359221000000	22
message-22	1772359222000000	23
message-23	1772359223000000	24
message-24	1772359224000000	25
message-25	1772359225000000	26
message-26	1772359226000000	27
message-27	1772359227000000	28
message-28	1772359228000000	29
message-29	1772359229000000	30
message-3	1772359203000000	4
message-4	1772359204000000	5
message-5	1772359205000000	6
message-6	1772359206000000	7
message-7	1772359207000000	8
message-8	1772359208000000	9
message-9	1772359209000000	10
\.


--
-- Data for Name: last_value; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.last_value (meter, type, "time", value, quality, interval_end, newest) FROM stdin;
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	1	1772360340000000	9.5	16777216	\N	1772360340000000
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	2	1772419500000000	3.75	16777216	1772419500000000	1772419500000000
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	1	1772360340000000	109.5	16777216	\N	1772360340000000
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	2	1772419500000000	4.75	16777216	1772419500000000	1772419500000000
1267fe58-8dd6-33fc-a36b-e6801435d04a	1	1772360340000000	209.5	16777216	\N	1772360340000000
1267fe58-8dd6-33fc-a36b-e6801435d04a	2	1772419500000000	5.75	16777216	1772419500000000	1772419500000000
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	1	1772360340000000	309.5	16777216	\N	1772360340000000
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	2	1772419500000000	6.75	16777216	1772419500000000	1772419500000000
abd74dab-8145-3940-9a5e-c09ced174cc1	1	1772360340000000	409.5	16777216	\N	1772360340000000
abd74dab-8145-3940-9a5e-c09ced174cc1	2	1772419500000000	7.75	16777216	1772419500000000	1772419500000000
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	1	1772360340000000	509.5	16777216	\N	1772360340000000
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	2	1772419500000000	8.75	16777216	1772419500000000	1772419500000000
f02f9070-7786-3828-bafb-8c449c046186	1	1772360340000000	609.5	16777216	\N	1772360340000000
f02f9070-7786-3828-bafb-8c449c046186	2	1772419500000000	9.75	16777216	1772419500000000	1772419500000000
2f0e5fca-951d-3776-b20d-11e5d9eb12cf	1	1772360340000000	709.5	16777216	\N	1772360340000000
2f0e5fca-951d-3776-b20d-11e5d9eb12cf	2	1772419500000000	10.75	16777216	1772419500000000	1772419500000000
776dd86c-b50a-3281-90dc-aa4c0bc72400	1	1772360340000000	809.5	16777216	\N	1772360340000000
776dd86c-b50a-3281-90dc-aa4c0bc72400	2	1772419500000000	11.75	16777216	1772419500000000	1772419500000000
d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	1	1772360340000000	909.5	16777216	\N	1772360340000000
d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	2	1772419500000000	12.75	16777216	1772419500000000	1772419500000000
4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	1	1772360340000000	1009.5	16777216	\N	1772360340000000
4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	2	1772419500000000	13.75	16777216	1772419500000000	1772419500000000
c453b48b-2a14-3748-8c3d-8079288236ca	1	1772360340000000	1109.5	16777216	\N	1772360340000000
c453b48b-2a14-3748-8c3d-8079288236ca	2	1772419500000000	14.75	16777216	1772419500000000	1772419500000000
\.


--
-- Data for Name: master_link; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.master_link (a, b, a_type, b_type) FROM stdin;
a9b07f07-dff3-300d-af72-7e9765b0a1e9	f27495e3-fe0e-368f-bfe7-38328dcb3dd8	Customer	CustomerAccount
\.


--
-- Data for Name: master_mention; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.master_mention (identifier, mentioned, type, mrid) FROM stdin;
G-1	CustomerAgreement	CustomerAccount	f27495e3-fe0e-368f-bfe7-38328dcb3dd8
\.


--
-- Data for Name: master_name; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.master_name (name, type, mrid) FROM stdin;
C-1	Customer	a9b07f07-dff3-300d-af72-7e9765b0a1e9
A-1	CustomerAccount	f27495e3-fe0e-368f-bfe7-38328dcb3dd8
\.


--
-- Data for Name: master_object; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.master_object (mrid, type, body) FROM stdin;
a9b07f07-dff3-300d-af72-7e9765b0a1e9	Customer	\\x010008437573746f6d657200000201046b696e640b7265736964656e7469616c000002054e616d657300000103046e616d6503432d310000
f27495e3-fe0e-368f-bfe7-38328dcb3dd8	CustomerAccount	\\x01000f437573746f6d65724163636f756e740000020112437573746f6d657241677265656d656e747300000102046d52494403472d31000003054e616d657300000104046e616d6503412d310000
\.


--
-- Data for Name: meter; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.meter (place, mrid, name, serial_number, adapter, lan_address, model, usage_point) FROM stdin;
0	56c374b4-86fa-3a2d-a22b-f2d6f38120c0	M0	S0	dlms	127.1.0.1:0	ML4	f7e08609-c58d-31a6-bf47-c134f755b843
1	4412b7b3-a155-37fd-9a25-8a30aa1e4a87	M1	S1	dlms	127.1.0.1:1	ML4	e6c83c74-46fa-3f83-9975-dc1f10edfa7c
2	1267fe58-8dd6-33fc-a36b-e6801435d04a	M2	S2	dlms	127.1.0.1:2	ML4	09b6308a-7384-3afd-90f4-1a1002345c60
3	effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	M3	S3	dlms	127.1.0.1:3	ML4	1084fdf8-2ecb-3a15-9677-187614095912
4	abd74dab-8145-3940-9a5e-c09ced174cc1	M4	S4	dlms	127.1.0.1:4	ML4	c7c20e6c-9482-3dae-8d79-51f0822fb768
5	b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	M5	S5	dlms	127.1.0.1:5	ML4	f9135621-fe72-3045-ab23-f00f47a0acc3
6	f02f9070-7786-3828-bafb-8c449c046186	M6	S6	dlms	127.1.0.1:6	ML4	f1064934-461a-38e4-87e4-f4dd8c28150c
7	2f0e5fca-951d-3776-b20d-11e5d9eb12cf	M7	S7	dlms	127.1.0.1:7	ML4	76363378-0842-3efd-ba26-2ee9f2719f9f
8	776dd86c-b50a-3281-90dc-aa4c0bc72400	M8	S8	dlms	127.1.0.1:8	ML4	d33b6d20-75d3-3196-9b69-75bf2850bd30
9	d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	M9	S9	dlms	127.1.0.1:9	ML4	65cc68b8-da3f-31c4-b925-d58fe870258f
10	4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	M10	S10	dlms	127.1.0.1:10	ML4	f9aeef5e-2724-3f13-94d8-509bb86163c5
11	c453b48b-2a14-3748-8c3d-8079288236ca	M11	S11	dlms	127.1.0.1:11	ML4	f089e98d-a69f-3a5c-9507-b71e398c3cfa
\.


--
-- Data for Name: meter_service_work; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.meter_service_work (sequence, mrid, name, open, controlled, meter, old_meter, usage_point, body) FROM stdin;
1	67e92c87-65a9-3c7f-b2d3-35c459de9eb5	W-1	t	f	f31e1eef-20f6-3733-a18c-538073e78396	\N	\N	\\x0167e92c8765a93c7fb2d335c459de9eb503572d31067265706169720180869c9a0d0082869c9a0d0001f31e1eef20f63733a18c538073e7839600000180869c9a0d000872656365697665640004616e6e610003636973036d2d310004616e6e6100104d6574657253657276696365576f726b00000101087072696f7269747904686967680000
\.


--
-- Data for Name: notice; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.notice (sequence, message_id, created, noun, body) FROM stdin;
1	c53c972e-656d-44a6-8bca-877903ced688	1772496000000000	1	\\x01010156c374b486fa3a2da22bf2d6f38120c0140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008000000000000000000b8b9a09a0d00808080083fe000000000000000b0baa09a0d00808080083ff000000000000000a8bba09a0d00808080083ff800000000000000a0bca09a0d008080800840000000000000000098bda09a0d008080800840040000000000000090bea09a0d008080800840080000000000000088bfa09a0d0080808008400c0000000000000080c0a09a0d0080808008401000000000000000f8c0a09a0d0080808008401200000000000000f0c1a09a0d0080808008401400000000000000e8c2a09a0d0080808008401600000000000000e0c3a09a0d0080808008401800000000000000d8c4a09a0d0080808008401a00000000000000d0c5a09a0d0080808008401c00000000000000c8c6a09a0d0080808008401e00000000000000c0c7a09a0d0080808008402000000000000000b8c8a09a0d0080808008402100000000000000b0c9a09a0d0080808008402200000000000000a8caa09a0d0080808008402300000000000000
2	574d6392-454a-4a0d-b805-d3180d2ed8e2	1772496000000000	1	\\x01010156c374b486fa3a2da22bf2d6f38120c000010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d0084070010808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080080200323232323232323232323232323232
3	e4689f70-64c9-44ca-a799-9f2b45b54baa	1772496000000000	2	\\x0102015c1c18d491ba4c57b90ec2bd6167f4de56c374b486fa3a2da22bf2d6f38120c0031a0055c0b8a09a0d00096c617374206761737000010570686173650141
4	408f292a-c7a8-4a49-a530-9485e7a92253	1772496000000000	1	\\x0101014412b7b3a15537fd9a258a30aa1e4a87140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008405900000000000000b8b9a09a0d0080808008405920000000000000b0baa09a0d0080808008405940000000000000a8bba09a0d0080808008405960000000000000a0bca09a0d008080800840598000000000000098bda09a0d00808080084059a000000000000090bea09a0d00808080084059c000000000000088bfa09a0d00808080084059e000000000000080c0a09a0d0080808008405a00000000000000f8c0a09a0d0080808008405a20000000000000f0c1a09a0d0080808008405a40000000000000e8c2a09a0d0080808008405a60000000000000e0c3a09a0d0080808008405a80000000000000d8c4a09a0d0080808008405aa0000000000000d0c5a09a0d0080808008405ac0000000000000c8c6a09a0d0080808008405ae0000000000000c0c7a09a0d0080808008405b00000000000000b8c8a09a0d0080808008405b20000000000000b0c9a09a0d0080808008405b40000000000000a8caa09a0d0080808008405b60000000000000
5	371cdc37-abe5-4677-8862-65f9f9a7dc25	1772496000000000	1	\\x0101014412b7b3a15537fd9a258a30aa1e4a8700010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802c801323232323232323232323232323232
6	a650f6a4-3b10-41da-8785-ac5c399577c5	1772496000000000	2	\\x010201d3e43da685da4b568a77ec9d945fb7774412b7b3a15537fd9a258a30aa1e4a87031a0055b8b9a09a0d00096c617374206761737000010570686173650141
7	ee299f26-3e77-4ba1-8af2-e8d4b6d78e4b	1772496000000000	1	\\x0101011267fe588dd633fca36be6801435d04a140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008406900000000000000b8b9a09a0d0080808008406910000000000000b0baa09a0d0080808008406920000000000000a8bba09a0d0080808008406930000000000000a0bca09a0d008080800840694000000000000098bda09a0d008080800840695000000000000090bea09a0d008080800840696000000000000088bfa09a0d008080800840697000000000000080c0a09a0d0080808008406980000000000000f8c0a09a0d0080808008406990000000000000f0c1a09a0d00808080084069a0000000000000e8c2a09a0d00808080084069b0000000000000e0c3a09a0d00808080084069c0000000000000d8c4a09a0d00808080084069d0000000000000d0c5a09a0d00808080084069e0000000000000c8c6a09a0d00808080084069f0000000000000c0c7a09a0d0080808008406a00000000000000b8c8a09a0d0080808008406a10000000000000b0c9a09a0d0080808008406a20000000000000a8caa09a0d0080808008406a30000000000000
8	9f889bf9-8de8-484b-912e-64a0760a8609	1772496000000000	1	\\x0101011267fe588dd633fca36be6801435d04a00010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d008407001080808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008029003323232323232323232323232323232
9	c9145fba-d672-49d7-9278-9ebe7b7ac6bb	1772496000000000	2	\\x0102019e4843c21b364ee0ab80f26ca934c3b41267fe588dd633fca36be6801435d04a031a0055b0baa09a0d00096c617374206761737000010570686173650141
10	972fbd28-4d67-4fb2-9e90-b471eb159f80	1772496000000000	1	\\x010101effcf8d2329231aeb0c7fe4a3d6ea8b1140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d00808080084072c0000000000000b8b9a09a0d00808080084072c8000000000000b0baa09a0d00808080084072d0000000000000a8bba09a0d00808080084072d8000000000000a0bca09a0d00808080084072e000000000000098bda09a0d00808080084072e800000000000090bea09a0d00808080084072f000000000000088bfa09a0d00808080084072f800000000000080c0a09a0d0080808008407300000000000000f8c0a09a0d0080808008407308000000000000f0c1a09a0d0080808008407310000000000000e8c2a09a0d0080808008407318000000000000e0c3a09a0d0080808008407320000000000000d8c4a09a0d0080808008407328000000000000d0c5a09a0d0080808008407330000000000000c8c6a09a0d0080808008407338000000000000c0c7a09a0d0080808008407340000000000000b8c8a09a0d0080808008407348000000000000b0c9a09a0d0080808008407350000000000000a8caa09a0d0080808008407358000000000000
11	7cc30128-3b49-4ef2-943b-8620611dc5fc	1772496000000000	1	\\x010101effcf8d2329231aeb0c7fe4a3d6ea8b100010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802d804323232323232323232323232323232
12	fb224850-4faf-4c85-b67b-9d507e53add7	1772496000000000	2	\\x0102017fe2121695af41578352bea4273ab68feffcf8d2329231aeb0c7fe4a3d6ea8b1031a0055a8bba09a0d00096c617374206761737000010570686173650141
13	7f3e77db-926b-459b-9c6c-03f89cc1b63c	1772496000000000	1	\\x010101abd74dab814539409a5ec09ced174cc1140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008407900000000000000b8b9a09a0d0080808008407908000000000000b0baa09a0d0080808008407910000000000000a8bba09a0d0080808008407918000000000000a0bca09a0d008080800840792000000000000098bda09a0d008080800840792800000000000090bea09a0d008080800840793000000000000088bfa09a0d008080800840793800000000000080c0a09a0d0080808008407940000000000000f8c0a09a0d0080808008407948000000000000f0c1a09a0d0080808008407950000000000000e8c2a09a0d0080808008407958000000000000e0c3a09a0d0080808008407960000000000000d8c4a09a0d0080808008407968000000000000d0c5a09a0d0080808008407970000000000000c8c6a09a0d0080808008407978000000000000c0c7a09a0d0080808008407980000000000000b8c8a09a0d0080808008407988000000000000b0c9a09a0d0080808008407990000000000000a8caa09a0d0080808008407998000000000000
14	37df051c-70c3-4c62-92f5-e318cd0f86c1	1772496000000000	1	\\x010101abd74dab814539409a5ec09ced174cc100010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802a006323232323232323232323232323232
15	3430ee96-73bb-43e3-957a-1619eb6e7a9b	1772496000000000	2	\\x010201aa6d5c1b2b2a4d6aa2181712fdfbc9c6abd74dab814539409a5ec09ced174cc1031a0055a0bca09a0d00096c617374206761737000010570686173650141
16	0adba4da-d801-483a-b7de-b4e355f96bb7	1772496000000000	1	\\x010101b05369e98b86301abb0b5e3fd75dcf8b140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008407f40000000000000b8b9a09a0d0080808008407f48000000000000b0baa09a0d0080808008407f50000000000000a8bba09a0d0080808008407f58000000000000a0bca09a0d0080808008407f6000000000000098bda09a0d0080808008407f6800000000000090bea09a0d0080808008407f7000000000000088bfa09a0d0080808008407f7800000000000080c0a09a0d0080808008407f80000000000000f8c0a09a0d0080808008407f88000000000000f0c1a09a0d0080808008407f90000000000000e8c2a09a0d0080808008407f98000000000000e0c3a09a0d0080808008407fa0000000000000d8c4a09a0d0080808008407fa8000000000000d0c5a09a0d0080808008407fb0000000000000c8c6a09a0d0080808008407fb8000000000000c0c7a09a0d0080808008407fc0000000000000b8c8a09a0d0080808008407fc8000000000000b0c9a09a0d0080808008407fd0000000000000a8caa09a0d0080808008407fd8000000000000
17	8742590a-fabd-45b2-8562-f977ca765bc2	1772496000000000	1	\\x010101b05369e98b86301abb0b5e3fd75dcf8b00010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802e807323232323232323232323232323232
18	50b1f651-c312-40f8-a167-2a17e019d679	1772496000000000	2	\\x01020148b8d5f153354e70bf9890a82964d124b05369e98b86301abb0b5e3fd75dcf8b031a005598bda09a0d00096c617374206761737000010570686173650141
19	5e2fc641-343b-4a68-bf62-108e3cbd70fa	1772496000000000	1	\\x010101f02f907077863828bafb8c449c046186140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d00808080084082c0000000000000b8b9a09a0d00808080084082c4000000000000b0baa09a0d00808080084082c8000000000000a8bba09a0d00808080084082cc000000000000a0bca09a0d00808080084082d000000000000098bda09a0d00808080084082d400000000000090bea09a0d00808080084082d800000000000088bfa09a0d00808080084082dc00000000000080c0a09a0d00808080084082e0000000000000f8c0a09a0d00808080084082e4000000000000f0c1a09a0d00808080084082e8000000000000e8c2a09a0d00808080084082ec000000000000e0c3a09a0d00808080084082f0000000000000d8c4a09a0d00808080084082f4000000000000d0c5a09a0d00808080084082f8000000000000c8c6a09a0d00808080084082fc000000000000c0c7a09a0d0080808008408300000000000000b8c8a09a0d0080808008408304000000000000b0c9a09a0d0080808008408308000000000000a8caa09a0d008080800840830c000000000000
20	8a7d379c-529a-4160-bf9a-1ece0adc9b53	1772496000000000	1	\\x010101f02f907077863828bafb8c449c04618600010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802b009323232323232323232323232323232
21	4431e63f-ffe1-4819-8697-6f7588181e79	1772496000000000	2	\\x010201f7c5c8115a354ef9ae2fc98570a49647f02f907077863828bafb8c449c046186031a005590bea09a0d00096c617374206761737000010570686173650141
22	94ed8091-b785-4e57-9b45-827f29bfbbac	1772496000000000	1	\\x0101012f0e5fca951d3776b20d11e5d9eb12cf140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d00808080084085e0000000000000b8b9a09a0d00808080084085e4000000000000b0baa09a0d00808080084085e8000000000000a8bba09a0d00808080084085ec000000000000a0bca09a0d00808080084085f000000000000098bda09a0d00808080084085f400000000000090bea09a0d00808080084085f800000000000088bfa09a0d00808080084085fc00000000000080c0a09a0d0080808008408600000000000000f8c0a09a0d0080808008408604000000000000f0c1a09a0d0080808008408608000000000000e8c2a09a0d008080800840860c000000000000e0c3a09a0d0080808008408610000000000000d8c4a09a0d0080808008408614000000000000d0c5a09a0d0080808008408618000000000000c8c6a09a0d008080800840861c000000000000c0c7a09a0d0080808008408620000000000000b8c8a09a0d0080808008408624000000000000b0c9a09a0d0080808008408628000000000000a8caa09a0d008080800840862c000000000000
23	bdd44c77-5e74-46b5-87b6-649d3fd790fd	1772496000000000	1	\\x0101012f0e5fca951d3776b20d11e5d9eb12cf00010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802f80a323232323232323232323232323232
24	a99cd594-b9f1-4f5c-a6bb-c363cd88577c	1772496000000000	2	\\x010201c9b5e34f305548d1b2c33e37d8c1e4752f0e5fca951d3776b20d11e5d9eb12cf031a005588bfa09a0d00096c617374206761737000010570686173650141
25	afd1d38b-ff1a-4c16-aa1e-da2458c66831	1772496000000000	1	\\x010101776dd86cb50a328190dcaa4c0bc72400140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008408900000000000000b8b9a09a0d0080808008408904000000000000b0baa09a0d0080808008408908000000000000a8bba09a0d008080800840890c000000000000a0bca09a0d008080800840891000000000000098bda09a0d008080800840891400000000000090bea09a0d008080800840891800000000000088bfa09a0d008080800840891c00000000000080c0a09a0d0080808008408920000000000000f8c0a09a0d0080808008408924000000000000f0c1a09a0d0080808008408928000000000000e8c2a09a0d008080800840892c000000000000e0c3a09a0d0080808008408930000000000000d8c4a09a0d0080808008408934000000000000d0c5a09a0d0080808008408938000000000000c8c6a09a0d008080800840893c000000000000c0c7a09a0d0080808008408940000000000000b8c8a09a0d0080808008408944000000000000b0c9a09a0d0080808008408948000000000000a8caa09a0d008080800840894c000000000000
26	eb6c5d88-b518-4230-af30-57a007748c49	1772496000000000	1	\\x010101776dd86cb50a328190dcaa4c0bc7240000010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802c00c323232323232323232323232323232
27	a9fda3e1-06f3-446e-a84d-2f083ac9115c	1772496000000000	2	\\x010201ddb11a04551745229b0387538f4f0306776dd86cb50a328190dcaa4c0bc72400031a005580c0a09a0d00096c617374206761737000010570686173650141
28	24d2ee1e-ce9d-46fa-9086-5ea7d4bba8b9	1772496000000000	1	\\x010101d0ac9c83f2d030b59d9acc4c556bff0f140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008408c20000000000000b8b9a09a0d0080808008408c24000000000000b0baa09a0d0080808008408c28000000000000a8bba09a0d0080808008408c2c000000000000a0bca09a0d0080808008408c3000000000000098bda09a0d0080808008408c3400000000000090bea09a0d0080808008408c3800000000000088bfa09a0d0080808008408c3c00000000000080c0a09a0d0080808008408c40000000000000f8c0a09a0d0080808008408c44000000000000f0c1a09a0d0080808008408c48000000000000e8c2a09a0d0080808008408c4c000000000000e0c3a09a0d0080808008408c50000000000000d8c4a09a0d0080808008408c54000000000000d0c5a09a0d0080808008408c58000000000000c8c6a09a0d0080808008408c5c000000000000c0c7a09a0d0080808008408c60000000000000b8c8a09a0d0080808008408c64000000000000b0c9a09a0d0080808008408c68000000000000a8caa09a0d0080808008408c6c000000000000
29	03561f53-f50d-40d3-89b0-6f39643cbb9a	1772496000000000	1	\\x010101d0ac9c83f2d030b59d9acc4c556bff0f00010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802880e323232323232323232323232323232
30	7df8751e-bde6-4a84-984f-f5fdf3447544	1772496000000000	2	\\x01020163042bb130e64473955f636c86f01cc0d0ac9c83f2d030b59d9acc4c556bff0f031a0055f8c0a09a0d00096c617374206761737000010570686173650141
31	891400c0-60dc-4ca5-a5b3-d9782f5f6c63	1772496000000000	1	\\x0101014d46927d23fe3f08bb16f6fdb77ac7f3140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008408f40000000000000b8b9a09a0d0080808008408f44000000000000b0baa09a0d0080808008408f48000000000000a8bba09a0d0080808008408f4c000000000000a0bca09a0d0080808008408f5000000000000098bda09a0d0080808008408f5400000000000090bea09a0d0080808008408f5800000000000088bfa09a0d0080808008408f5c00000000000080c0a09a0d0080808008408f60000000000000f8c0a09a0d0080808008408f64000000000000f0c1a09a0d0080808008408f68000000000000e8c2a09a0d0080808008408f6c000000000000e0c3a09a0d0080808008408f70000000000000d8c4a09a0d0080808008408f74000000000000d0c5a09a0d0080808008408f78000000000000c8c6a09a0d0080808008408f7c000000000000c0c7a09a0d0080808008408f80000000000000b8c8a09a0d0080808008408f84000000000000b0c9a09a0d0080808008408f88000000000000a8caa09a0d0080808008408f8c000000000000
32	289fedb6-cd99-4aff-801d-fc83ea0b0852	1772496000000000	1	\\x0101014d46927d23fe3f08bb16f6fdb77ac7f300010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d00840700108080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800802d00f323232323232323232323232323232
33	ca76b3da-2caa-4781-9cce-3ffb08a2ab80	1772496000000000	2	\\x01020149104c4e72dc4d2a924f9eefe8a41a8b4d46927d23fe3f08bb16f6fdb77ac7f3031a0055f0c1a09a0d00096c617374206761737000010570686173650141
34	20b75952-2b6c-44a9-b793-0143b484b872	1772496000000000	1	\\x010101c453b48b2a1437488c3d8079288236ca140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008409130000000000000b8b9a09a0d0080808008409132000000000000b0baa09a0d0080808008409134000000000000a8bba09a0d0080808008409136000000000000a0bca09a0d008080800840913800000000000098bda09a0d008080800840913a00000000000090bea09a0d008080800840913c00000000000088bfa09a0d008080800840913e00000000000080c0a09a0d0080808008409140000000000000f8c0a09a0d0080808008409142000000000000f0c1a09a0d0080808008409144000000000000e8c2a09a0d0080808008409146000000000000e0c3a09a0d0080808008409148000000000000d8c4a09a0d008080800840914a000000000000d0c5a09a0d008080800840914c000000000000c8c6a09a0d008080800840914e000000000000c0c7a09a0d0080808008409150000000000000b8c8a09a0d0080808008409152000000000000b0c9a09a0d0080808008409154000000000000a8caa09a0d0080808008409156000000000000
35	389f3008-4461-4ff0-afab-47e03e342cdb	1772496000000000	1	\\x010101c453b48b2a1437488c3d8079288236ca00010025302e302e322e342e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30e093a69a0d008407001080808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008808080088080800880808008029811323232323232323232323232323232
36	7ed34180-d9d6-449f-b025-c0a486939b8b	1772496000000000	2	\\x0102017977dff14e344e89b71923de5eacf6e3c453b48b2a1437488c3d8079288236ca031a0055e8c2a09a0d00096c617374206761737000010570686173650141
37	bf817da6-8eb3-4a82-b456-9ef92307c710	1772496000000000	3	\\x020301ac743b031b90495288846d97c87eaa190762696c6c696e670a66696e69736865642d300f636f72722d66696e69736865642d300c687474703a2f2f7265706c790762696c6c696e67e1d59dceb79d43b98ef8d9d13f4ba724031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d00020080a9a19a0d00
38	1c56a3e3-2b60-4839-acdb-a429c92e3284	1772496000000000	2	\\x0102012ca759e6fe534658949a3ea8eec86a06e1d59dceb79d43b98ef8d9d13f4ba724031a005580a9a19a0d00096c617374206761737000010570686173650141
39	7b041096-b944-40d1-87f8-e86da8b9aa5f	1772496000000000	3	\\x02030198020e263d3449ae9904bfabd2a3351f0762696c6c696e670a66696e69736865642d310f636f72722d66696e69736865642d310c687474703a2f2f7265706c790762696c6c696e67ba812d12fe624ce1a8ec62c6a0b5a297031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d00020180a9a19a0d00
40	d87f4819-015c-44d1-a424-11f4e33be63f	1772496000000000	2	\\x01020180f260c205bf435dbb9e68bfabf2902aba812d12fe624ce1a8ec62c6a0b5a297031a005580a9a19a0d00096c617374206761737000010570686173650141
41	ff02c239-bd44-4651-88b1-82a7f13154fb	1772496000000000	3	\\x020301f724deb42d37456fa8904439402c92620762696c6c696e670a66696e69736865642d320f636f72722d66696e69736865642d320c687474703a2f2f7265706c790762696c6c696e67f396f2e4bde94c9386a181526a793d98031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d00020280a9a19a0d00
42	73c8709a-6b2f-4e82-90ed-501943507148	1772496000000000	2	\\x01020185c330ecfa0d43dd8a291e65bbb7864df396f2e4bde94c9386a181526a793d98031a005580a9a19a0d00096c617374206761737000010570686173650141
43	c2d41893-ff58-4aa4-b68f-1d1f8c5a2dbc	1772496000000000	3	\\x02030158ad115f06de4d01a7dadd2cf273fef40762696c6c696e670a66696e69736865642d330f636f72722d66696e69736865642d330c687474703a2f2f7265706c790762696c6c696e67810828f4bcd248d19cfa6b251f16473a031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d0002030b72656c617920737475636b80a9a19a0d00
44	7ca7d051-43cc-4586-954e-f50fccdb429a	1772496000000000	2	\\x0102017f117fe42d254ff4ba44fd091e96e766810828f4bcd248d19cfa6b251f16473a031a005580a9a19a0d00096c617374206761737000010570686173650141
45	cad14832-4703-4a2a-93e8-d07131ffd867	1772496000000000	3	\\x02030145ed57fe960a458d888117ff4e96c31f0762696c6c696e670a66696e69736865642d340f636f72722d66696e69736865642d340c687474703a2f2f7265706c790762696c6c696e67e1c3c1a0362f4b23a5fe58421acd2ae1031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d0002040673696c656e7480a9a19a0d00
46	731bec38-6d56-49d7-baf5-73709f30cd8f	1772496000000000	2	\\x01020101d60ed5a785498ca6ef03414aed40ace1c3c1a0362f4b23a5fe58421acd2ae1031a005580a9a19a0d00096c617374206761737000010570686173650141
47	037f1fec-9e3d-442c-84c2-9849c26041ec	1772496000000000	3	\\x0203013256cf5fd122478f984133e32c102dd10762696c6c696e670a66696e69736865642d350f636f72722d66696e69736865642d350c687474703a2f2f7265706c790762696c6c696e6738032b7a9c2d4a37b3d24c46ec63f30f031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d000205086e6f2072656c617980a9a19a0d00
48	7a610be0-38ec-4e8c-bab4-eb9613f12a8b	1772496000000000	2	\\x010201e69896420c4c42dfb8370ef46b172d2c38032b7a9c2d4a37b3d24c46ec63f30f031a005580a9a19a0d00096c617374206761737000010570686173650141
49	dd096510-2e6a-45a9-8ad0-ea29d6120f54	1772496000000000	3	\\x020301363a042ca0744b3ab2fbfd58c37290ed0762696c6c696e670a66696e69736865642d360f636f72722d66696e69736865642d360c687474703a2f2f7265706c790762696c6c696e6756e1267522c94e98a7af3a01a9694a0e031f001706756e7061696401a080a09a0d00a080a09a0d00c0b8a09a0d0002060a62792062696c6c696e6780a9a19a0d00
50	1e7222b0-7f80-4ed5-a475-55d20aae4c91	1772496000000000	2	\\x0102014847649998284a23a37d6359861c4d2656e1267522c94e98a7af3a01a9694a0e031a005580a9a19a0d00096c617374206761737000010570686173650141
\.


--
-- Data for Name: power_transformer; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.power_transformer (place, mrid, name, feeder, longitude, latitude, rated_s_kva, primary_kv, secondary_kv) FROM stdin;
0	5cba6d08-554d-3e3e-b7b0-e3366cfb07d7	T1	36b74151-ad60-3dc7-9695-ddb41f9980a1	-0.125	51.5	630	11	0.4
\.


--
-- Data for Name: reading_type; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.reading_type (id, code) FROM stdin;
1	0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0
2	0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0
\.


--
-- Data for Name: register_day_2026_03; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.register_day_2026_03 (meter, type, day, received, body) FROM stdin;
56c374b4-86fa-3a2d-a22b-f2d6f38120c0	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001000a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
4412b7b3-a155-37fd-9a25-8a30aa1e4a87	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001d00f0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
1267fe58-8dd6-33fc-a36b-e6801435d04a	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001a01f0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
effcf8d2-3292-31ae-b0c7-fe4a3d6ea8b1	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001f02e0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
abd74dab-8145-3940-9a5e-c09ced174cc1	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001c03e0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
b05369e9-8b86-301a-bb0b-5e3fd75dcf8b	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001904e0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
f02f9070-7786-3828-bafb-8c449c046186	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001e05d0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
2f0e5fca-951d-3776-b20d-11e5d9eb12cf	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001b06d0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
776dd86c-b50a-3281-90dc-aa4c0bc72400	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001807d0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
d0ac9c83-f2d0-30b5-9d9a-cc4c556bff0f	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001d08c010a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
4d46927d-23fe-3f08-bb16-f6fdb77ac7f3	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001a09c010a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
c453b48b-2a14-3748-8c3d-8079288236ca	1	20513	1772496000000000	\\x02141480a0be88f1fca50600808ece1c148080800814c0d91001f0ab010a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
\.


--
-- Data for Name: register_day_other; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.register_day_other (meter, type, day, received, body) FROM stdin;
\.


--
-- Data for Name: replay; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.replay (consumer, starts, ends, "position", last, notices, done) FROM stdin;
\.


--
-- Data for Name: set_aside; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.set_aside (consumer, sequence, message_id, created, noun, reason, again, body) FROM stdin;
billing	1	c53c972e-656d-44a6-8bca-877903ced688	1772496000000000	1	refused: 2.4	f	\\x01010156c374b486fa3a2da22bf2d6f38120c0140025302e302e302e312e312e312e31322e302e302e302e302e302e302e302e302e332e37322e30c0b8a09a0d0080808008000000000000000000b8b9a09a0d00808080083fe000000000000000b0baa09a0d00808080083ff000000000000000a8bba09a0d00808080083ff800000000000000a0bca09a0d008080800840000000000000000098bda09a0d008080800840040000000000000090bea09a0d008080800840080000000000000088bfa09a0d0080808008400c0000000000000080c0a09a0d0080808008401000000000000000f8c0a09a0d0080808008401200000000000000f0c1a09a0d0080808008401400000000000000e8c2a09a0d0080808008401600000000000000e0c3a09a0d0080808008401800000000000000d8c4a09a0d0080808008401a00000000000000d0c5a09a0d0080808008401c00000000000000c8c6a09a0d0080808008401e00000000000000c0c7a09a0d0080808008402000000000000000b8c8a09a0d0080808008402100000000000000b0c9a09a0d0080808008402200000000000000a8caa09a0d0080808008402300000000000000
\.


--
-- Data for Name: substation; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.substation (place, mrid, name, longitude, latitude) FROM stdin;
0	3d69f7e8-4622-32be-b63d-f72c60c4ae95	Mill	-0.125	51.5
\.


--
-- Data for Name: supply; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.supply (usage_point, transformer, feeder) FROM stdin;
f7e08609-c58d-31a6-bf47-c134f755b843	\N	\N
e6c83c74-46fa-3f83-9975-dc1f10edfa7c	\N	\N
09b6308a-7384-3afd-90f4-1a1002345c60	\N	\N
1084fdf8-2ecb-3a15-9677-187614095912	\N	\N
c7c20e6c-9482-3dae-8d79-51f0822fb768	\N	\N
f9135621-fe72-3045-ab23-f00f47a0acc3	\N	\N
f1064934-461a-38e4-87e4-f4dd8c28150c	\N	\N
76363378-0842-3efd-ba26-2ee9f2719f9f	\N	\N
d33b6d20-75d3-3196-9b69-75bf2850bd30	\N	\N
65cc68b8-da3f-31c4-b925-d58fe870258f	\N	\N
f9aeef5e-2724-3f13-94d8-509bb86163c5	\N	\N
f089e98d-a69f-3a5c-9507-b71e398c3cfa	\N	\N
\.


--
-- Data for Name: switch; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.switch (place, mrid, name, kind, feeder, longitude, latitude, normal_open, open) FROM stdin;
0	dadcaf2e-1536-39e6-9054-ef17de684a9c	CB1	BREAKER	36b74151-ad60-3dc7-9695-ddb41f9980a1	-0.125	51.5	f	t
\.


--
-- Data for Name: terminal; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.terminal (place, equipment, sequence_number, connectivity_node) FROM stdin;
0	8e003e7a-bda0-3037-9a07-62b0d87dcd8a	1	3012cb5a-591e-32c6-9a54-d853308a0a02
1	b6abb349-8a78-354c-8457-895dfc1381e9	1	a6ca2515-c0d6-3fd2-a633-0295069e46f1
2	2b0fec86-60bd-3016-b3c3-59f1416ed02d	1	e868765d-5f12-3888-98fa-c84d32581384
3	e2901872-b38b-3a19-9b3e-01062b906bb4	1	7cfe9964-97ed-3703-af92-43312ce7f697
4	23c85400-78d9-3830-8d4d-f303c7717aa2	1	cc7a23f8-f6a0-3a8a-bcec-cdcdfdc19f2a
5	41fc7a51-7f36-3187-9b19-52f12ca41215	1	ad89aaa8-5242-32f9-bfda-6312b580b7be
6	70be5514-5f3a-3092-a613-707cb201d48c	1	d7881f56-d493-361f-81d1-8632a8b28828
7	f79294b4-c3fc-316e-a3da-2bc5b8965b5b	1	b285155e-46d7-3fa7-897e-4a2bd8288d03
8	98006cd5-e176-31d3-b83f-89c3922d5b63	1	c47a811f-321a-33cc-83a5-c761d5f4e777
9	0203ae50-b5c1-30f8-8208-fa0a70fa649e	1	36adf047-bf21-39fd-af98-a6f6d059c686
10	78bc58a6-ced3-3b81-bf40-8030c00d45d2	1	9c0dd88a-6e64-3bcc-9098-85d0c7a5c0e0
11	61d587d0-731f-3254-a3d5-78461622754f	1	d5ed8550-b7e0-372c-98c8-681bf69f5bbc
\.


--
-- Data for Name: usage_point; Type: TABLE DATA; Schema: meridian; Owner: -
--

COPY meridian.usage_point (place, mrid, name, address, longitude, latitude, equipment, phases) FROM stdin;
0	f7e08609-c58d-31a6-bf47-c134f755b843	UP0	Straße 0	0	51	8e003e7a-bda0-3037-9a07-62b0d87dcd8a	ABC
1	e6c83c74-46fa-3f83-9975-dc1f10edfa7c	UP1	Straße 1	0.001	51	b6abb349-8a78-354c-8457-895dfc1381e9	ABC
2	09b6308a-7384-3afd-90f4-1a1002345c60	UP2	Straße 2	0.002	51	2b0fec86-60bd-3016-b3c3-59f1416ed02d	ABC
3	1084fdf8-2ecb-3a15-9677-187614095912	UP3	Straße 3	0.003	51	e2901872-b38b-3a19-9b3e-01062b906bb4	ABC
4	c7c20e6c-9482-3dae-8d79-51f0822fb768	UP4	Straße 4	0.004	51	23c85400-78d9-3830-8d4d-f303c7717aa2	ABC
5	f9135621-fe72-3045-ab23-f00f47a0acc3	UP5	Straße 5	0.005	51	41fc7a51-7f36-3187-9b19-52f12ca41215	ABC
6	f1064934-461a-38e4-87e4-f4dd8c28150c	UP6	Straße 6	0.006	51	70be5514-5f3a-3092-a613-707cb201d48c	ABC
7	76363378-0842-3efd-ba26-2ee9f2719f9f	UP7	Straße 7	0.007	51	f79294b4-c3fc-316e-a3da-2bc5b8965b5b	ABC
8	d33b6d20-75d3-3196-9b69-75bf2850bd30	UP8	Straße 8	0.008	51	98006cd5-e176-31d3-b83f-89c3922d5b63	ABC
9	65cc68b8-da3f-31c4-b925-d58fe870258f	UP9	Straße 9	0.009	51	0203ae50-b5c1-30f8-8208-fa0a70fa649e	ABC
10	f9aeef5e-2724-3f13-94d8-509bb86163c5	UP10	Straße 10	0.01	51	78bc58a6-ced3-3b81-bf40-8030c00d45d2	ABC
11	f089e98d-a69f-3a5c-9507-b71e398c3cfa	UP11	Straße 11	0.011	51	61d587d0-731f-3254-a3d5-78461622754f	ABC
\.


--
-- Name: ac_line_segment ac_line_segment_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.ac_line_segment
    ADD CONSTRAINT ac_line_segment_pkey PRIMARY KEY (place);


--
-- Name: answered_request answered_request_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.answered_request
    ADD CONSTRAINT answered_request_pkey PRIMARY KEY (message_id, sender);


--
-- Name: collection_run collection_run_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.collection_run
    ADD CONSTRAINT collection_run_pkey PRIMARY KEY (task, sequence);


--
-- Name: collection_task collection_task_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.collection_task
    ADD CONSTRAINT collection_task_pkey PRIMARY KEY (mrid);


--
-- Name: command command_mrid_key; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.command
    ADD CONSTRAINT command_mrid_key UNIQUE (mrid);


--
-- Name: command command_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.command
    ADD CONSTRAINT command_pkey PRIMARY KEY (sequence);


--
-- Name: consumer consumer_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.consumer
    ADD CONSTRAINT consumer_pkey PRIMARY KEY (name);


--
-- Name: control_cancel control_cancel_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.control_cancel
    ADD CONSTRAINT control_cancel_pkey PRIMARY KEY (message_id, sender);


--
-- Name: control_request control_request_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.control_request
    ADD CONSTRAINT control_request_pkey PRIMARY KEY (message_id, sender);


--
-- Name: end_device_event end_device_event_mrid_key; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.end_device_event
    ADD CONSTRAINT end_device_event_mrid_key UNIQUE (mrid);


--
-- Name: end_device_event end_device_event_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.end_device_event
    ADD CONSTRAINT end_device_event_pkey PRIMARY KEY (sequence);


--
-- Name: feeder feeder_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.feeder
    ADD CONSTRAINT feeder_pkey PRIMARY KEY (place);


--
-- Name: flyway_schema_history flyway_schema_history_pk; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);


--
-- Name: interval_day interval_day_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.interval_day
    ADD CONSTRAINT interval_day_pkey PRIMARY KEY (meter, day, type);


--
-- Name: interval_day_2026_03 interval_day_2026_03_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.interval_day_2026_03
    ADD CONSTRAINT interval_day_2026_03_pkey PRIMARY KEY (meter, day, type);


--
-- Name: interval_day_other interval_day_other_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.interval_day_other
    ADD CONSTRAINT interval_day_other_pkey PRIMARY KEY (meter, day, type);


--
-- Name: journal journal_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (id);


--
-- Name: journal_word journal_word_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.journal_word
    ADD CONSTRAINT journal_word_pkey PRIMARY KEY (word, "time", exchange);


--
-- Name: last_value last_value_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.last_value
    ADD CONSTRAINT last_value_pkey PRIMARY KEY (meter, type);


--
-- Name: master_link master_link_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.master_link
    ADD CONSTRAINT master_link_pkey PRIMARY KEY (a, b, a_type, b_type);


--
-- Name: master_mention master_mention_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.master_mention
    ADD CONSTRAINT master_mention_pkey PRIMARY KEY (identifier, mentioned, type, mrid);


--
-- Name: master_name master_name_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.master_name
    ADD CONSTRAINT master_name_pkey PRIMARY KEY (name, type, mrid);


--
-- Name: master_object master_object_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.master_object
    ADD CONSTRAINT master_object_pkey PRIMARY KEY (mrid, type);


--
-- Name: meter meter_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.meter
    ADD CONSTRAINT meter_pkey PRIMARY KEY (place);


--
-- Name: meter_service_work meter_service_work_mrid_key; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.meter_service_work
    ADD CONSTRAINT meter_service_work_mrid_key UNIQUE (mrid);


--
-- Name: meter_service_work meter_service_work_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.meter_service_work
    ADD CONSTRAINT meter_service_work_pkey PRIMARY KEY (sequence);


--
-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (sequence);


--
-- Name: power_transformer power_transformer_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.power_transformer
    ADD CONSTRAINT power_transformer_pkey PRIMARY KEY (place);


--
-- Name: reading_type reading_type_code_key; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.reading_type
    ADD CONSTRAINT reading_type_code_key UNIQUE (code);


--
-- Name: reading_type reading_type_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.reading_type
    ADD CONSTRAINT reading_type_pkey PRIMARY KEY (id);


--
-- Name: register_day register_day_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.register_day
    ADD CONSTRAINT register_day_pkey PRIMARY KEY (meter, day, type);


--
-- Name: register_day_2026_03 register_day_2026_03_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.register_day_2026_03
    ADD CONSTRAINT register_day_2026_03_pkey PRIMARY KEY (meter, day, type);


--
-- Name: register_day_other register_day_other_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.register_day_other
    ADD CONSTRAINT register_day_other_pkey PRIMARY KEY (meter, day, type);


--
-- Name: replay replay_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.replay
    ADD CONSTRAINT replay_pkey PRIMARY KEY (consumer);


--
-- Name: set_aside set_aside_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.set_aside
    ADD CONSTRAINT set_aside_pkey PRIMARY KEY (consumer, sequence);


--
-- Name: substation substation_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.substation
    ADD CONSTRAINT substation_pkey PRIMARY KEY (place);


--
-- Name: supply supply_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.supply
    ADD CONSTRAINT supply_pkey PRIMARY KEY (usage_point);


--
-- Name: switch switch_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.switch
    ADD CONSTRAINT switch_pkey PRIMARY KEY (place);


--
-- Name: terminal terminal_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.terminal
    ADD CONSTRAINT terminal_pkey PRIMARY KEY (place);


--
-- Name: usage_point usage_point_pkey; Type: CONSTRAINT; Schema: meridian; Owner: -
--

ALTER TABLE ONLY meridian.usage_point
    ADD CONSTRAINT usage_point_pkey PRIMARY KEY (place);


--
-- Name: ac_line_segment_course; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX ac_line_segment_course ON meridian.ac_line_segment USING gist (course);


--
-- Name: answered_request_answered; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX answered_request_answered ON meridian.answered_request USING btree (answered);


--
-- Name: command_device; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX command_device ON meridian.command USING btree (device, sequence);


--
-- Name: command_due; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX command_due ON meridian.command USING btree (state, fencing, priority, not_before, sequence);


--
-- Name: command_expires; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX command_expires ON meridian.command USING btree (state, expires);


--
-- Name: command_lease; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX command_lease ON meridian.command USING btree (state, lease_ends);


--
-- Name: command_message_id; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX command_message_id ON meridian.command USING btree (message_id, sequence);


--
-- Name: command_turn; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX command_turn ON meridian.command USING btree (device, state, not_before, sequence);


--
-- Name: control_cancel_answered; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX control_cancel_answered ON meridian.control_cancel USING btree (answered);


--
-- Name: control_request_finished; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX control_request_finished ON meridian.control_request USING btree (finished);


--
-- Name: end_device_event_created; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX end_device_event_created ON meridian.end_device_event USING btree (created, sequence);


--
-- Name: end_device_event_device; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX end_device_event_device ON meridian.end_device_event USING btree (device, created, sequence);


--
-- Name: end_device_event_relay; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX end_device_event_relay ON meridian.end_device_event USING btree (device, created, sequence) INCLUDE (type) WHERE ((type)::text = ANY ((ARRAY['3.31.0.68'::character varying, '3.31.0.42'::character varying, '3.31.0.5'::character varying])::text[]));


--
-- Name: end_device_event_supply; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX end_device_event_supply ON meridian.end_device_event USING btree (device, created, sequence) INCLUDE (type) WHERE ((type)::text = ANY ((ARRAY['3.26.0.85'::character varying, '3.26.0.216'::character varying])::text[]));


--
-- Name: flyway_schema_history_s_idx; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX flyway_schema_history_s_idx ON meridian.flyway_schema_history USING btree (success);


--
-- Name: journal_time; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX journal_time ON meridian.journal USING btree ("time", id);


--
-- Name: last_value_type; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX last_value_type ON meridian.last_value USING btree (type);


--
-- Name: master_link_b; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX master_link_b ON meridian.master_link USING btree (b);


--
-- Name: master_mention_mrid; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX master_mention_mrid ON meridian.master_mention USING btree (mrid, type);


--
-- Name: master_name_mrid; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX master_name_mrid ON meridian.master_name USING btree (mrid, type);


--
-- Name: master_object_type; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX master_object_type ON meridian.master_object USING btree (type, mrid);


--
-- Name: meter_mrid; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_mrid ON meridian.meter USING btree (mrid);


--
-- Name: meter_service_work_controlled; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_service_work_controlled ON meridian.meter_service_work USING btree (controlled, sequence);


--
-- Name: meter_service_work_meter; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_service_work_meter ON meridian.meter_service_work USING btree (meter, sequence);


--
-- Name: meter_service_work_name; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_service_work_name ON meridian.meter_service_work USING btree (name, sequence);


--
-- Name: meter_service_work_old_meter; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_service_work_old_meter ON meridian.meter_service_work USING btree (old_meter, sequence);


--
-- Name: meter_service_work_open; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_service_work_open ON meridian.meter_service_work USING btree (open, sequence);


--
-- Name: meter_service_work_usage_point; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_service_work_usage_point ON meridian.meter_service_work USING btree (usage_point, sequence);


--
-- Name: meter_usage_point; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX meter_usage_point ON meridian.meter USING btree (usage_point);


--
-- Name: notice_created; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX notice_created ON meridian.notice USING btree (created, sequence);


--
-- Name: notice_noun; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX notice_noun ON meridian.notice USING btree (noun, sequence);


--
-- Name: power_transformer_position; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX power_transformer_position ON meridian.power_transformer USING gist ("position");


--
-- Name: substation_position; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX substation_position ON meridian.substation USING gist ("position");


--
-- Name: supply_transformer; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX supply_transformer ON meridian.supply USING btree (transformer);


--
-- Name: switch_position; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX switch_position ON meridian.switch USING gist ("position");


--
-- Name: usage_point_mrid; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX usage_point_mrid ON meridian.usage_point USING btree (mrid);


--
-- Name: usage_point_position; Type: INDEX; Schema: meridian; Owner: -
--

CREATE INDEX usage_point_position ON meridian.usage_point USING gist ("position");


--
-- Name: interval_day_2026_03_pkey; Type: INDEX ATTACH; Schema: meridian; Owner: -
--

ALTER INDEX meridian.interval_day_pkey ATTACH PARTITION meridian.interval_day_2026_03_pkey;


--
-- Name: register_day_2026_03_pkey; Type: INDEX ATTACH; Schema: meridian; Owner: -
--

ALTER INDEX meridian.register_day_pkey ATTACH PARTITION meridian.register_day_2026_03_pkey;


--
-- PostgreSQL database dump complete
--

\unrestrict 9obv6JPWqaPaxRRFp3YdOVZPp0n0fMHByx944lttf3R8jc4lrKhA6het0Usk3oD

