#pragma warning disable IDE0005 // each project uses its own part of these
#if MYSQL_DATA
global using MySqlCommand = MySql.Data.MySqlClient.MySqlCommand;
global using MySqlConnection = MySql.Data.MySqlClient.MySqlConnection;
global using MySqlConnectionStringBuilder = MySql.Data.MySqlClient.MySqlConnectionStringBuilder;
global using MySqlDataReader = MySql.Data.MySqlClient.MySqlDataReader;
global using MySqlException = MySql.Data.MySqlClient.MySqlException;
global using MySqlParameter = MySql.Data.MySqlClient.MySqlParameter;
global using MySqlProviderFactory = MySql.Data.MySqlClient.MySqlClientFactory;
global using MySqlTransaction = MySql.Data.MySqlClient.MySqlTransaction;
#else
global using MySqlCommand = MySqlConnector.MySqlCommand;
global using MySqlConnection = MySqlConnector.MySqlConnection;
global using MySqlConnectionStringBuilder = MySqlConnector.MySqlConnectionStringBuilder;
global using MySqlDataReader = MySqlConnector.MySqlDataReader;
global using MySqlException = MySqlConnector.MySqlException;
global using MySqlParameter = MySqlConnector.MySqlParameter;
global using MySqlProviderFactory = MySqlConnector.MySqlConnectorFactory;
global using MySqlTransaction = MySqlConnector.MySqlTransaction;
#endif
