-- One of everything comes in and goes out again: every type as a parameter and as a result.
-- name: put_everything :one
INSERT INTO everything (small, yes, whole, large, rough, fine, exact, price, words, few_words, padded, any_case, bytes,
                        uuid, date, "time", time_tz, "timestamp", timestamp_tz, "interval", json, jsonb, xml, inet, cidr,
                        macaddr, macaddr8, bits, some_bits, point, line, lseg, box, path, polygon, circle, vector, query,
                        lsn, oid, int4_range, int8_range, num_range, date_range, ts_range, ts_tz_range, int4_ranges,
                        int8_ranges, num_ranges, date_ranges, ts_ranges, ts_tz_ranges, condition, custom)
VALUES (:small, :yes, :whole, :large, :rough, :fine, :exact, :price, :words, :few_words, :padded,
        :any_case, :bytes, :uuid, :date, :time, :time_tz, :timestamp, :timestamp_tz, :interval, :json,
        :jsonb, :xml, :inet, :cidr, :macaddr, :macaddr8, :bits, :some_bits, :point, :line, :lseg, :box,
        :path, :polygon, :circle, :vector, :query, :lsn, :oid, :int4_range, :int8_range, :num_range,
        :date_range, :ts_range, :ts_tz_range, :int4_ranges, :int8_ranges, :num_ranges, :date_ranges,
        :ts_ranges, :ts_tz_ranges, :condition, :custom)
RETURNING small, yes, whole, large, rough, fine, exact, price, words, few_words, padded, any_case, bytes,
          uuid, date, "time", time_tz, "timestamp", timestamp_tz, "interval", json, jsonb, xml, inet, cidr,
          macaddr, macaddr8, bits, some_bits, point, line, lseg, box, path, polygon, circle,
          vector, query, lsn, oid, int4_range, int8_range, num_range,
          date_range, ts_range, ts_tz_range, int4_ranges, int8_ranges, num_ranges, date_ranges, ts_ranges,
          ts_tz_ranges, condition, custom::text AS custom;

-- The same of arrays.
-- name: put_lists :one
INSERT INTO lists (id, yeses, larges, exacts, few_words, padded, any_case, bits, uuids, instants, jsonbs, bytes,
                   ranges, conditions, customs)
VALUES (:id, :yeses, :larges, :exacts, :few_words, :padded, :any_case, :bits, :uuids, :instants, :jsonbs,
        :bytes, :ranges, :conditions, :customs)
RETURNING id, yeses, larges, exacts, few_words, padded, any_case, bits, uuids, instants, jsonbs, bytes,
          ranges, conditions, customs::text[] AS customs;

-- Nothing is there but the key: every column may be NULL.
-- name: find_maybe :optional
-- nullable: :words, :wholes, :condition
SELECT id, yes, whole, exact, words, padded, bytes, jsonb, range, ranges, condition, wholes, vector::text AS vector
FROM maybes
WHERE id = :id AND words IS NOT DISTINCT FROM :words AND wholes IS NOT DISTINCT FROM :wholes
      AND condition IS NOT DISTINCT FROM :condition;

-- Lists with gaps, in and out, and one of a side that is not there.
-- name: put_gaps :one
-- nullable elements: :numbers, :truths, :labels, numbers, truths, labels, missing
SELECT :numbers::integer[] AS numbers, :truths::boolean[] AS truths, :labels::text[] AS labels,
       array_agg(m.condition) AS missing
FROM (VALUES (1)) AS here (one)
LEFT JOIN maybes m ON false;
