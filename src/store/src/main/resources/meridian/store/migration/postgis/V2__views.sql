-- Views for people: docs/gis-views.md.

CREATE FUNCTION instant(time_us BIGINT) RETURNS TIMESTAMPTZ LANGUAGE SQL STABLE STRICT PARALLEL SAFE AS
  $$ SELECT TIMESTAMPTZ 'epoch' + (time_us / 3600000000) * INTERVAL '1 hour' + (time_us % 3600000000) * INTERVAL '1 microsecond' $$;

CREATE FUNCTION quality_code(quality INTEGER) RETURNS TEXT LANGUAGE SQL IMMUTABLE PARALLEL SAFE AS
  $$ SELECT ((quality >> 24) & 255) || '.' || ((quality >> 16) & 255) || '.' || (quality & 65535) $$;

-- The eight bytes of an IEEE 754 double at a place. Every step is exact.
CREATE FUNCTION double_at(body BYTEA, at INTEGER) RETURNS DOUBLE PRECISION LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
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

-- One row a value of a packed day, of form 1 or 2. received: of the row, in microseconds; what form 1 has for all values.
CREATE FUNCTION unpack_day(body BYTEA, received BIGINT)
  RETURNS TABLE (length_us BIGINT, time_us BIGINT, value DOUBLE PRECISION, quality INTEGER, received_us BIGINT)
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
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

-- One row a value, for people. "day" is in days since 1970; who gives it and the meter touches few rows. interval_start: null for registers.
CREATE VIEW reading AS
  SELECT d.meter, t.code AS reading_type, d."day", CASE WHEN v.length_us > 0 THEN instant(v.time_us - v.length_us) END AS interval_start,
    instant(v.time_us) AS time, v.value, quality_code(v.quality) AS quality, instant(v.received_us) AS received
  FROM (SELECT * FROM interval_day UNION ALL SELECT * FROM interval_day_other
      UNION ALL SELECT * FROM register_day UNION ALL SELECT * FROM register_day_other) d
    JOIN reading_type t ON t.id = d.type
    CROSS JOIN LATERAL unpack_day(d.body, d.received) v;

-- What an energy type counts, in kWh of its unit: registers of all time, and intervals with their hours.
CREATE VIEW energy_type AS
  SELECT id, code, 10 ^ (part[16]::INTEGER - 3) AS kwh,
    CASE part[3] WHEN '0' THEN 0 WHEN '1' THEN 1 / 6.0 WHEN '2' THEN 0.25 WHEN '3' THEN 1 / 60.0 WHEN '4' THEN 24 WHEN '5' THEN 0.5
      WHEN '6' THEN 1 / 12.0 WHEN '7' THEN 1 WHEN '10' THEN 1 / 30.0 WHEN '14' THEN 0.05 WHEN '31' THEN 1 / 3.0 END::DOUBLE PRECISION AS hours
  FROM (SELECT id, code, string_to_array(code, '.') AS part FROM reading_type) t
  WHERE part[5] = '1' AND part[7] = '12' AND part[11] = '0' AND part[15] = '0' AND part[17] = '72';

CREATE VIEW gis_meter AS
  SELECT m.mrid, m.name, m.serial_number, u.name AS usage_point, u.address, s.transformer, s.feeder,
    energy.kwh AS energy_kwh, energy.time AS energy_time, last.time AS last_time,
    CASE supply.type WHEN '3.26.0.85' THEN 'off' WHEN '3.26.0.216' THEN 'on' ELSE 'unknown' END AS supply, instant(supply.created) AS supply_since,
    CASE relay.type WHEN '3.31.0.68' THEN 'disconnected' WHEN '3.31.0.42' THEN 'connected' WHEN '3.31.0.5' THEN 'armed' ELSE 'unknown' END AS relay,
    instant(relay.created) AS relay_since, u.position
  FROM meter m
    JOIN usage_point u ON u.mrid = m.usage_point
    LEFT JOIN supply s ON s.usage_point = m.usage_point
    LEFT JOIN LATERAL (SELECT instant(MAX(v.time)) AS time FROM last_value v WHERE v.meter = m.mrid) last ON TRUE
    LEFT JOIN LATERAL (SELECT v."value" * t.kwh AS kwh, instant(v.time) AS time FROM last_value v JOIN energy_type t ON t.id = v.type
      WHERE v.meter = m.mrid AND t.hours = 0 ORDER BY v.time DESC LIMIT 1) energy ON TRUE
    LEFT JOIN LATERAL (SELECT e.type, e.created FROM end_device_event e WHERE e.device = m.mrid AND e.type IN ('3.26.0.85', '3.26.0.216')
      ORDER BY e.created DESC, e.sequence DESC LIMIT 1) supply ON TRUE
    LEFT JOIN LATERAL (SELECT e.type, e.created FROM end_device_event e WHERE e.device = m.mrid AND e.type IN ('3.31.0.68', '3.31.0.42', '3.31.0.5')
      ORDER BY e.created DESC, e.sequence DESC LIMIT 1) relay ON TRUE;

-- load_kw: mean of the interval that ended last at most of its meters, summed over those that have told it; meters_told says how many did.
CREATE VIEW gis_transformer AS
  WITH told AS (
    SELECT s.transformer, v.meter, v.time, v."value" * t.kwh / t.hours AS kw
    FROM supply s JOIN meter m ON m.usage_point = s.usage_point JOIN last_value v ON v.meter = m.mrid JOIN energy_type t ON t.id = v.type
    WHERE t.hours > 0 AND v.time = v.interval_end),
  newest AS (SELECT transformer, mode() WITHIN GROUP (ORDER BY time DESC) AS time FROM told GROUP BY transformer),
  load AS (
    SELECT n.transformer, n.time, SUM(told.kw) AS kw, COUNT(DISTINCT told.meter) AS meters
    FROM newest n JOIN told ON told.transformer = n.transformer AND told.time = n.time GROUP BY n.transformer, n.time),
  fed AS (SELECT s.transformer, COUNT(*) AS meters FROM supply s JOIN meter m ON m.usage_point = s.usage_point GROUP BY s.transformer)
  SELECT p.mrid, p.name, f.name AS feeder, p.rated_s_kva, p.primary_kv, p.secondary_kv, load.kw AS load_kw,
    CASE WHEN p.rated_s_kva > 0 THEN 100 * load.kw / p.rated_s_kva END AS load_percent, instant(load.time) AS load_time,
    COALESCE(load.meters, 0) AS meters_told, COALESCE(fed.meters, 0) AS meters, p.position
  FROM power_transformer p
    LEFT JOIN feeder f ON f.mrid = p.feeder
    LEFT JOIN load ON load.transformer = p.mrid
    LEFT JOIN fed ON fed.transformer = p.mrid;

-- Around the meters that are off, one row a transformer and one a feeder that has any; the polygon reaches 20 m beyond the outermost.
CREATE VIEW gis_outage AS
  SELECT CASE GROUPING(m.transformer) WHEN 0 THEN 'transformer' ELSE 'feeder' END AS level,
    COALESCE(m.transformer, m.feeder)::TEXT || CASE GROUPING(m.transformer) WHEN 0 THEN '' ELSE '-feeder' END AS id,
    CASE GROUPING(m.transformer) WHEN 0 THEN MIN(t.name) END AS transformer, MIN(f.name) AS feeder, COUNT(*) AS meters_off, MIN(m.supply_since) AS since,
    ST_Buffer(ST_ConvexHull(ST_Collect(m.position))::geography, 20)::geometry(Polygon, 4326) AS area
  FROM gis_meter m LEFT JOIN power_transformer t ON t.mrid = m.transformer LEFT JOIN feeder f ON f.mrid = m.feeder
  WHERE m.supply = 'off'
  GROUP BY GROUPING SETS ((m.feeder, m.transformer), (m.feeder));
