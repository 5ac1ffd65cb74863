-- Who has booked most since a day, and for how much. Whoever booked nothing is there too.
-- name: busiest_users :many
SELECT u.id, u.email, u.role, count(b.id) AS bookings, coalesce(sum(b.price), 0) AS spent, max(b.created_at) AS latest
FROM users u
LEFT JOIN bookings b ON b.user_id = u.id AND b.created_at >= :since
WHERE u.deleted_at IS NULL
GROUP BY u.id
ORDER BY bookings DESC, u.email
LIMIT :most;

-- Cancels what is pending and has begun, of one user or of all.
-- name: cancel_late :execrows
-- nullable: :user_id
UPDATE bookings
SET status = 'cancelled'
WHERE status = 'pending' AND lower(during) < :before AND (:user_id::uuid IS NULL OR user_id = :user_id);
