//! What is kept beside the history: servers, accounts, grants, settings, and what is said of models.

use domain::catalogue::Overridden;
use domain::{Account, AccountId, Fault, Grant, ModelRef, Server, ServerId};
use rusqlite::types::Value as SqlValue;
use serde::Serialize;
use serde_json::Value;

use super::Store;
use crate::error::Error;
use crate::kept::{self, Table};
use crate::writer::Write;

impl Store {
    /// Everything that the person says of models.
    pub async fn overrides(&self) -> Result<Vec<Overridden>, Fault> {
        self.read(|connection| kept::all(connection, Table::Override)).await
    }

    /// Keeps what the person says of a model, in place of what was said before; removes it where it
    /// says nothing.
    pub async fn set_override(&self, said: &Overridden) -> Result<(), Fault> {
        let ModelRef { account, model } = &said.model;
        let key = SqlValue::Text(format!("{account} {model}"));
        if said.says.is_empty() {
            self.remove(Table::Override, key).await
        } else {
            self.put(Table::Override, key, said).await
        }
    }

    /// Every server, by name.
    pub async fn servers(&self) -> Result<Vec<Server>, Fault> {
        let mut servers: Vec<Server> = self.read(|c| kept::all(c, Table::Server)).await?;
        servers.sort_by_cached_key(|server| (server.name.to_lowercase(), server.id));
        Ok(servers)
    }

    /// Keeps a server, in place of the one with the same id.
    pub async fn save_server(&self, server: &Server) -> Result<(), Fault> {
        self.put(Table::Server, kept::uuid(server.id.0), server).await
    }

    /// Removes a server and its grant. Nothing happens where there is none. Its history stays.
    pub async fn remove_server(&self, id: ServerId) -> Result<(), Fault> {
        self.remove(Table::Server, kept::uuid(id.0)).await
    }

    /// Every account, by name.
    pub async fn accounts(&self) -> Result<Vec<Account>, Fault> {
        let mut accounts: Vec<Account> = self.read(|c| kept::all(c, Table::Account)).await?;
        accounts.sort_by_cached_key(|account| (account.name.to_lowercase(), account.id));
        Ok(accounts)
    }

    /// Keeps an account, in place of the one with the same id.
    pub async fn save_account(&self, account: &Account) -> Result<(), Fault> {
        self.put(Table::Account, kept::uuid(account.id.0), account).await
    }

    /// Removes an account. Nothing happens where there is none. Its key in the vault, and grants that
    /// name it, are the caller's to remove.
    pub async fn remove_account(&self, id: AccountId) -> Result<(), Fault> {
        self.remove(Table::Account, kept::uuid(id.0)).await
    }

    /// Every grant, by server.
    pub async fn grants(&self) -> Result<Vec<Grant>, Fault> {
        self.read(|connection| kept::all(connection, Table::Grant)).await
    }

    /// Keeps a grant, in place of the same server's.
    ///
    /// # Errors
    /// `NotFound` when the server is not kept (any more).
    pub async fn save_grant(&self, grant: &Grant) -> Result<(), Fault> {
        self.put(Table::Grant, kept::uuid(grant.server.0), grant).await
    }

    /// Removes a server's grant. Nothing happens where there is none.
    pub async fn remove_grant(&self, server: ServerId) -> Result<(), Fault> {
        self.remove(Table::Grant, kept::uuid(server.0)).await
    }

    /// A small value that was kept under this name.
    pub async fn setting(&self, key: &str) -> Result<Option<Value>, Fault> {
        let key = SqlValue::Text(key.to_owned());
        self.read(move |connection| kept::one(connection, Table::Setting, &key)).await
    }

    /// Keeps a small value under this name, in place of the one before.
    pub async fn set_setting(&self, key: &str, value: &Value) -> Result<(), Fault> {
        self.put(Table::Setting, SqlValue::Text(key.to_owned()), value).await
    }

    /// Forgets the value under this name. Nothing happens where there is none.
    pub async fn remove_setting(&self, key: &str) -> Result<(), Fault> {
        self.remove(Table::Setting, SqlValue::Text(key.to_owned())).await
    }

    async fn put(&self, table: Table, key: SqlValue, value: &impl Serialize) -> Result<(), Fault> {
        let body = serde_json::to_string(value).map_err(Error::Json)?;
        self.write(Write::Put { table, key, body }).await
    }

    async fn remove(&self, table: Table, key: SqlValue) -> Result<(), Fault> {
        self.write(Write::Remove { table, key }).await
    }
}
