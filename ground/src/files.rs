//! Kept files: attachments, addressed by their content within a team. Beside an embedded database they lie in the data folder, on the
//! disk before the act that names them commits; beside a server they lie in the database, where every process finds them.

use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Ground, StoreError, TeamId, Tx};

pub(crate) const TABLE: &str = "create table if not exists kept_file (
    team_id text not null, print text not null, size_bytes bigint not null, content bytea, created_at bigint not null,
    primary key (team_id, print))";

const PUT: &str = "insert into kept_file (team_id, print, size_bytes, content, created_at) values ($1, $2, $3, $4, $5)
    on conflict (team_id, print) do nothing";
const GET: &str = "select content from kept_file where team_id = $1 and print = $2";

/// A file that is safe already, to be named by an act.
#[derive(Debug, Clone)]
pub struct Kept {
    team: TeamId,
    /// Lowercase hex of its SHA-256.
    pub print: String,
    /// Its size in bytes.
    pub size_bytes: i64,
    /// Its content, where the act must carry it into the database.
    content: Option<Vec<u8>>,
}

/// Makes a file safe before the act begins, since a disk must not be waited for while others wait for their turn.
pub async fn keep(ground: &Ground, team: TeamId, content: Vec<u8>) -> Result<Kept, StoreError> {
    let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let print: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    if !ground.database().is_embedded() {
        return Ok(Kept { team, print, size_bytes, content: Some(content) });
    }
    let path = path_of(&ground.settings().data_dir, team, &print);
    let written = tokio::task::spawn_blocking(move || write_safely(&path, &content)).await;
    written
        .map_err(|error| StoreError::Broken(error.to_string()))?
        .map_err(|error| StoreError::CannotWrite(error.to_string()))?;
    Ok(Kept { team, print, size_bytes, content: None })
}

/// Names a kept file in the act's transaction.
pub async fn put(tx: &mut Tx, kept: &Kept) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(PUT, (kept.team, &kept.print, kept.size_bytes, kept.content.clone(), now)).await?;
    Ok(())
}

/// The content of a file of this team.
pub async fn get(ground: &Ground, team: TeamId, print: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut tx = ground.read().await?;
    let Some(row) = tx.query_opt(GET, (team, print)).await? else { return Ok(None) };
    if let Some(content) = row.get::<Option<Vec<u8>>>(0)? {
        return Ok(Some(content));
    }
    let path = path_of(&ground.settings().data_dir, team, print);
    let content = tokio::fs::read(&path).await;
    content
        .map(Some)
        .map_err(|error| StoreError::Unavailable(format!("the file {} can't be read: {error}", path.display())))
}

fn path_of(data_dir: &Path, team: TeamId, print: &str) -> PathBuf {
    data_dir.join("files").join(team.to_string()).join(print)
}

fn write_safely(path: &Path, content: &[u8]) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)?;
    let beside = folder.join(format!("{}.part", crate::fresh_token()));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    std::fs::File::open(folder)?.sync_all()
}
